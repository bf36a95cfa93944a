import { Table, Tooltip } from '@mantine/core';
import type { Report } from '../../../src/api-types.js';
import { formatCell } from './report-cell.js';
import styles from './report-table.module.css';

/** The figures of a report; each heading explains what it counts. */
export function ReportTable({ report: { columns, rows, total, title } }: { readonly report: Report }) {
  const alignment = (index: number) => (columns[index]?.kind === 'text' ? 'left' : 'right');
  return (
    // A region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={styles.scroll} tabIndex={0} aria-label={`${title}, table`}>
      <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs" striped="even" className={styles.table ?? ''}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ id, label, definition }, index) => (
              <Table.Th key={id} ta={alignment(index)}>
                {definition ? (
                  <Tooltip label={definition} events={{ hover: true, focus: true, touch: true }}>
                    <button type="button" className={styles.heading}>
                      {label}
                    </button>
                  </Tooltip>
                ) : (
                  label
                )}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, rowIndex) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a report have no other identity
            <Table.Tr key={rowIndex}>
              {columns.map(({ id, kind }, index) => (
                <Table.Td key={id} ta={alignment(index)}>
                  {formatCell(row[index], kind)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
          {rows.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={columns.length}>No contacts in this time.</Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
        <Table.Tfoot className={styles.total ?? ''}>
          <Table.Tr>
            {columns.map(({ id, kind }, index) => (
              <Table.Td key={id} ta={alignment(index)}>
                {index === 0 ? 'Total' : formatCell(total[index], kind)}
              </Table.Td>
            ))}
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </section>
  );
}
