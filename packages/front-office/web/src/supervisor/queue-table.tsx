import { Table } from '@mantine/core';
import type { Monitor } from '../../../src/api-types.js';
import { NO_VALUE } from '../format/attribute-value.js';
import { formatDue } from '../format/due.js';
import { formatRatio } from '../format/ratio.js';
import { Elapsed } from '../shared/elapsed.js';
import { Overdue } from '../shared/overdue.js';
import { ServiceLevel } from './service-level.js';

/** Each queue: who waits now, and the day so far against its target. */
export function QueueTable({ queues }: { readonly queues: Monitor['queues'] }) {
  // Where only calls wait, nobody is to be answered in writing.
  const written = queues.some(({ overdue, nextDue }) => overdue > 0 || nextDue !== null);
  return (
    <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs" style={{ fontVariantNumeric: 'tabular-nums' }}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Queue</Table.Th>
          <Table.Th ta="right">Waiting</Table.Th>
          <Table.Th ta="right">Longest wait</Table.Th>
          {written && <Table.Th ta="right">Overdue</Table.Th>}
          {written && <Table.Th ta="right">Next answer due</Table.Th>}
          <Table.Th ta="right">Offered</Table.Th>
          <Table.Th ta="right">Answered</Table.Th>
          <Table.Th ta="right">Abandoned</Table.Th>
          <Table.Th ta="right">Target</Table.Th>
          <Table.Th>Service level</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {queues.map(({ queue, name, waiting, longestSince, overdue, nextDue, today, target }) => (
          <Table.Tr key={queue}>
            <Table.Th scope="row">{name}</Table.Th>
            <Table.Td ta="right">{waiting}</Table.Td>
            <Table.Td ta="right">{longestSince === null ? NO_VALUE : <Elapsed since={longestSince} />}</Table.Td>
            {written && <Table.Td ta="right">{overdue > 0 ? <Overdue>{overdue}</Overdue> : 0}</Table.Td>}
            {written && <Table.Td ta="right">{nextDue === null ? NO_VALUE : formatDue(nextDue)}</Table.Td>}
            <Table.Td ta="right">{today.offered}</Table.Td>
            <Table.Td ta="right">{today.answered}</Table.Td>
            <Table.Td ta="right">{today.abandoned}</Table.Td>
            <Table.Td ta="right">{formatRatio(target)}</Table.Td>
            <Table.Td>
              <ServiceLevel value={today.serviceLevel} target={target} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
