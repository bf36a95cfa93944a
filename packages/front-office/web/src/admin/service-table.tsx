import { Table } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ServiceEntry } from '../../../src/api-types.js';
import { NO_VALUE } from '../format/attribute-value.js';
import { formatMilliseconds } from '../format/milliseconds.js';
import type { Sorting, SortKey } from './arrange-services.js';
import { ServiceStateBadge } from './service-state-badge.js';
import styles from './service-table.module.css';

export interface ServiceTableProps {
  readonly services: readonly ServiceEntry[];
  readonly sorting: Sorting;
  readonly onSort: (by: SortKey) => void;
  readonly onOpen: (service: ServiceEntry) => void;
}

/** A line for each service; on narrow screens without the figures that matter less. */
export function ServiceTable({ services, sorting, onSort, onOpen }: ServiceTableProps) {
  const heading = (by: SortKey, label: string) => (
    <SortHeading by={by} label={label} sorting={sorting} onSort={onSort} />
  );
  const sorted = (by: SortKey) => (sorting.by !== by ? 'none' : sorting.descending ? 'descending' : 'ascending');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label="Services, table">
      <Table fz="sm" verticalSpacing={6} horizontalSpacing="xs" className={styles.table ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th aria-sort={sorted('component')}>{heading('component', 'Component')}</Table.Th>
            <Table.Th aria-sort={sorted('state')}>{heading('state', 'State')}</Table.Th>
            <Table.Th ta="right" aria-sort={sorted('calls')} visibleFrom="sm">
              {heading('calls', 'Calls')}
            </Table.Th>
            <Table.Th ta="right" aria-sort={sorted('failures')} visibleFrom="xs">
              {heading('failures', 'Failed')}
            </Table.Th>
            <Table.Th ta="right" aria-sort={sorted('p50Ms')} visibleFrom="md">
              {heading('p50Ms', 'Half within')}
            </Table.Th>
            <Table.Th ta="right" aria-sort={sorted('p99Ms')} visibleFrom="sm">
              {heading('p99Ms', '99 % within')}
            </Table.Th>
            <Table.Th ta="right" aria-sort={sorted('leases')} visibleFrom="xs">
              {heading('leases', 'In flight')}
            </Table.Th>
            <Table.Th visibleFrom="md">Needed by</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {services.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Th scope="row" fw={400}>
                <button type="button" className={styles.open} onClick={() => onOpen(entry)}>
                  {entry.component}
                </button>{' '}
                <span className={styles.version}>{entry.version}</span>
              </Table.Th>
              <Table.Td>
                <ServiceStateBadge state={entry.state} />
                {entry.reason !== undefined && <span className={styles.reason}>{entry.reason}</span>}
              </Table.Td>
              <Table.Td ta="right" visibleFrom="sm">
                {entry.calls}
              </Table.Td>
              <Table.Td ta="right" visibleFrom="xs" className={entry.failures > 0 ? (styles.failures ?? '') : ''}>
                {entry.failures}
              </Table.Td>
              <Table.Td ta="right" visibleFrom="md">
                {formatMilliseconds(entry.p50Ms)}
              </Table.Td>
              <Table.Td ta="right" visibleFrom="sm">
                {formatMilliseconds(entry.p99Ms)}
              </Table.Td>
              <Table.Td ta="right" visibleFrom="xs">
                {entry.leases}
              </Table.Td>
              <Table.Td visibleFrom="md">{entry.dependants.join(', ') || NO_VALUE}</Table.Td>
            </Table.Tr>
          ))}
          {services.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={8}>No service fits the filter.</Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </section>
  );
}

interface SortHeadingProps extends Pick<ServiceTableProps, 'sorting' | 'onSort'> {
  readonly by: SortKey;
  readonly label: string;
}

function SortHeading({ by, label, sorting, onSort }: SortHeadingProps) {
  const Arrow = sorting.descending ? IconArrowDown : IconArrowUp;
  return (
    <button type="button" className={styles.heading} onClick={() => onSort(by)}>
      {label}
      {sorting.by === by && <Arrow size={14} aria-hidden />}
    </button>
  );
}
