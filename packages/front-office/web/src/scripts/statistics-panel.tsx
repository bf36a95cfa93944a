import { Anchor, Table, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ScriptStatistics } from '../../../src/api-types.js';
import { Notice } from '../shared/notice.js';
import { leftShare, timeInShort } from './statistics-words.js';

export interface StatisticsPanelProps {
  readonly query: UseQueryResult<ScriptStatistics | null>;
  readonly onNode: (key: string) => void;
}

/** Where dialogs are left and how long steps take, in the order in which dialogs came to them; the picture is painted with it. */
export function StatisticsPanel({ query, onNode }: StatisticsPanelProps) {
  if (query.isError) return <Notice tone="error">{query.error.message}</Notice>;
  if (query.isPending) return <Text size="sm">Counting …</Text>;
  const found = query.data;
  if (!found || found.dialogs === 0) return <Text size="sm">No dialogs have been begun on it yet.</Text>;
  const outcomes = Object.entries(found.outcomes).map(([outcome, count]) => `${outcome} ${count}`);
  return (
    <>
      <Text size="sm">
        {found.dialogs} dialogs: {found.ended} ended, {found.left} left, {found.open} open.
      </Text>
      {outcomes.length > 0 && <Text size="sm">Outcomes: {outcomes.join(', ')}.</Text>}
      <Table mt="sm" fz="xs" horizontalSpacing={4} aria-label="Steps">
        <Table.Thead>
          <Table.Tr>
            {['Step', 'Shown', 'Left', 'Refused', 'Back', 'Median'].map((title) => (
              <Table.Th key={title} scope="col">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.steps.map((step) => (
            <Table.Tr key={step.node}>
              <Table.Td>
                <Anchor component="button" type="button" fz="xs" onClick={() => onNode(step.node)}>
                  {step.node}
                </Anchor>
              </Table.Td>
              <Table.Td>{step.shown}</Table.Td>
              <Table.Td>{leftShare(step)} %</Table.Td>
              <Table.Td>{step.refused}</Table.Td>
              <Table.Td>{step.back}</Table.Td>
              <Table.Td>{step.medianSeconds === null ? '' : timeInShort(step.medianSeconds)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
