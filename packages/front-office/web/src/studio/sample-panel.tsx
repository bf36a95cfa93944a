import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TableSampleRows } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { Notice } from '../shared/notice.js';
import { Panel } from '../shared/panel.js';
import type { TablePlace } from './mapped-columns.js';
import styles from './sample-panel.module.css';

export interface SamplePanelProps {
  readonly model: string;
  readonly place: TablePlace;
}

/** Some rows of the table that is looked at, as far as the permissions of the saved model let them be seen. */
export function SamplePanel({ model, place: { store, table } }: SamplePanelProps) {
  const sample = useQuery({
    queryKey: ['studio-rows', model, store, table],
    queryFn: () =>
      api.get<TableSampleRows>(
        `/api/studio/models/${encodeURIComponent(model)}/stores/${encodeURIComponent(store)}/rows`,
        { table },
      ),
    enabled: store !== '' && table !== '',
    meta: { quiet: true },
  });
  const count = sample.data?.rows.length ?? 0;
  return (
    <Panel title={table === '' ? 'Sample rows' : `Sample rows of ${table}`}>
      {table === '' && <Notice tone="info">Choose a table to see some of its rows.</Notice>}
      {sample.isError && <Notice tone="info">{sample.error.message}</Notice>}
      {sample.data && (
        <>
          <p className={styles.caption}>{captionOf(sample.data, count)}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className={styles.scroll} tabIndex={0} aria-label={`Rows of ${table}`}>
            <SampleTable sample={sample.data} />
          </section>
        </>
      )}
    </Panel>
  );
}

function captionOf({ complete, columns }: TableSampleRows, count: number): string {
  const rows = count === 1 ? '1 row' : `${count} rows`;
  const all = complete ? `All there is: ${rows}.` : `The first ${rows}.`;
  const isKept = columns.some(({ shown }) => shown !== 'plain');
  return isKept ? `${all} The permissions of the model mask or hide some columns.` : all;
}

function SampleTable({ sample: { columns, rows } }: { readonly sample: TableSampleRows }) {
  return (
    <Table fz="xs" verticalSpacing={4} horizontalSpacing="xs" striped withColumnBorders className={styles.table ?? ''}>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ name, shown, unreadable }) => (
            <Table.Th key={name}>
              {name}
              {(shown !== 'plain' || unreadable !== undefined) && (
                <span className={styles.note}>{shown !== 'plain' ? shown : unreadable}</span>
              )}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have nothing else to tell them apart
          <Table.Tr key={at}>
            {columns.map(({ name, shown, unreadable }, column) => (
              <Table.Td key={name}>
                {row[column] ?? (
                  <span className={styles.absent}>
                    {shown === 'hidden' || unreadable !== undefined ? '•••' : 'null'}
                  </span>
                )}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
