import { Table, Text } from '@mantine/core';
import type { Monitor } from '../../../src/api-types.js';
import { words } from '../format/attribute-value.js';
import { Elapsed } from '../shared/elapsed.js';

export interface WaitingTableProps {
  readonly waiting: Monitor['waiting'];
  readonly queueNames: ReadonlyMap<string, string>;
  readonly agents: Monitor['agents'];
}

/** Who waits, the longest first. */
export function WaitingTable({ waiting, queueNames, agents }: WaitingTableProps) {
  if (waiting.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nobody is waiting.
      </Text>
    );
  return (
    <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>From</Table.Th>
          <Table.Th>Channel</Table.Th>
          <Table.Th>Queue</Table.Th>
          <Table.Th>Offered to</Table.Th>
          <Table.Th ta="right">Waiting</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {waiting.map(({ contact, from, channel, queue, offeredTo, since }) => (
          <Table.Tr key={contact}>
            <Table.Th scope="row" fw={500}>
              {from}
            </Table.Th>
            <Table.Td>{words(channel)}</Table.Td>
            <Table.Td>{queueNames.get(queue) ?? queue}</Table.Td>
            <Table.Td>{agents.find(({ agent }) => agent === offeredTo)?.name ?? offeredTo ?? ''}</Table.Td>
            <Table.Td ta="right">
              <Elapsed since={since} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
