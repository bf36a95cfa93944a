import type { RowDifferences, TransferReport } from '@caruso/storage-manager';

/** Tables of which rows are shown on the terminal; the report has them all. */
const SHOWN = 10;

/** Which rows of which tables differ, in short. */
export function differenceLines(tables: TransferReport['tables']): readonly string[] {
  const differing = tables.flatMap(({ table, differences }) => (differences ? [{ table, differences }] : []));
  return [
    ...differing
      .slice(0, SHOWN)
      .flatMap(({ table, differences }) => [
        `differs  ${table}: ${countsOf(differences)}`,
        ...examplesOf(differences).map((line) => `  ${line}`),
      ]),
    ...(differing.length > SHOWN ? [`… and ${differing.length - SHOWN} more tables with rows that differ`] : []),
  ];
}

function countsOf({ key, onlyInSource, onlyInTarget, changed }: RowDifferences): string {
  const told = key.length === 0 ? 'rows are told by all they hold' : `rows are told by ${key.join(', ')}`;
  if (onlyInSource + onlyInTarget + changed === 0)
    return `no row when it was read again, because the source is being written (${told})`;
  return `${onlyInSource} rows only there, ${onlyInTarget} only here, ${changed} changed (${told})`;
}

function examplesOf({ examples }: RowDifferences): readonly string[] {
  const often = (times: number) => (times === 1 ? '' : ` (${times} times more)`);
  return [
    ...examples.onlyInSource.map(({ row, times }) => `only there  ${row}${often(times)}`),
    ...examples.onlyInTarget.map(({ row, times }) => `only here  ${row}${often(times)}`),
    ...examples.changed.map(({ row, columns, others }) => {
      const changes = columns.map(({ column, source, target }) => `${column} ${source} there, ${target} here`);
      return `changed  ${row}: ${changes.join('; ')}${others > 0 ? `; and ${others} more columns` : ''}`;
    }),
  ];
}
