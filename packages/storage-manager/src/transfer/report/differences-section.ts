import type { RowDifferences } from '../differences/row-differences.js';
import { section } from './section.js';
import type { TableProof } from './transfer-report.js';

/** Which rows differ, as Markdown: how many of each table, and some of them. */
export function differencesSection(tables: readonly TableProof[]): readonly string[] {
  const differing = tables.flatMap(({ table, differences }) => (differences ? [{ table, ...differences }] : []));
  return [
    ...section(
      'Rows that differ',
      ['table', 'only there', 'only here', 'changed', 'told by'],
      differing.map(({ table, onlyInSource, onlyInTarget, changed, key }) => [
        table,
        String(onlyInSource),
        String(onlyInTarget),
        String(changed),
        key.length === 0 ? 'all they hold' : key.join(', '),
      ]),
    ),
    ...section(
      'Some of these rows',
      ['table', 'row', 'is', 'column', 'there', 'here'],
      differing.flatMap(({ table, examples }) => exampleRows(examples).map((cells) => [table, ...cells])),
    ),
  ];
}

function exampleRows({
  onlyInSource,
  onlyInTarget,
  changed,
}: RowDifferences['examples']): readonly (readonly string[])[] {
  const only = (where: string, rows: RowDifferences['examples']['onlyInSource']) =>
    rows.map(({ row, times }) => [row, times === 1 ? where : `${where}, ${times} times more`, '', '', '']);
  return [
    ...only('only there', onlyInSource),
    ...only('only here', onlyInTarget),
    ...changed.flatMap(({ row, columns, others }) => [
      ...columns.map(({ column, source, target }) => [row, 'changed', column, source, target]),
      ...(others > 0 ? [[row, 'changed', `${others} more columns`, '', '']] : []),
    ]),
  ];
}
