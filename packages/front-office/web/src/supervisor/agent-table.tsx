import { Table, Text } from '@mantine/core';
import type { Monitor } from '../../../src/api-types.js';
import { useSession } from '../session/use-session.js';
import { heardBy } from './agent-actions.js';
import { AgentRow } from './agent-row.js';
import styles from './agent-table.module.css';
import { useMonitorSettings } from './use-monitor-settings.js';

/** Who is logged in, doing what, with whom, for how long. */
export function AgentTable({ agents }: { readonly agents: Monitor['agents'] }) {
  const { data: settings } = useMonitorSettings();
  const telephone = useSession().user?.agent;
  if (agents.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No agent has started a shift.
      </Text>
    );
  const heard = heardBy(agents, telephone);
  return (
    <Table fz="sm" className={styles.table ?? ''} verticalSpacing={4} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Agent</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th ta="right">Time in state</Table.Th>
          <Table.Th w="55%">Talks to</Table.Th>
          <Table.Th ta="right">Actions</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {agents.map((agent) => (
          <AgentRow key={agent.agent} agent={agent} settings={settings} telephone={telephone} heard={heard} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
