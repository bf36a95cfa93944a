import { Table, Text } from '@mantine/core';
import type { Monitor } from '../../../src/api-types.js';
import { AgentStateBadge } from '../shared/agent-state-badge.js';
import { Elapsed } from '../shared/elapsed.js';
import { reasonLabel } from '../shared/not-ready-reasons.js';

/** Who is logged in, doing what, for how long. */
export function AgentTable({ agents }: { readonly agents: Monitor['agents'] }) {
  if (agents.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No agent has started a shift.
      </Text>
    );
  return (
    <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Agent</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Reason</Table.Th>
          <Table.Th ta="right">Time in state</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {agents.map(({ agent, name, state, reason, since }) => (
          <Table.Tr key={agent}>
            <Table.Th scope="row" fw={500}>
              {name}
            </Table.Th>
            <Table.Td>
              <AgentStateBadge state={state} />
            </Table.Td>
            <Table.Td>{reason ? reasonLabel(reason) : ''}</Table.Td>
            <Table.Td ta="right">
              <Elapsed since={since} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
