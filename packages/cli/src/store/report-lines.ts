import type { TransferReport } from '@caruso/storage-manager';
import { columns } from '../columns.js';
import { differenceLines } from './difference-lines.js';
import { problemLines } from './problem-lines.js';

const OUTCOMES: Readonly<Record<TransferReport['outcome'], string>> = {
  moved: 'Moved, and proved to be the same',
  equal: 'Both sides hold the same rows',
  differs: 'The two sides DIFFER',
  refused: 'Nothing was written: the target cannot hold everything',
};

/** What a transfer or a verification has found, in short. */
export function reportLines(report: TransferReport, files: readonly string[]): readonly string[] {
  const { tables, found, problems, notMoved, warnings, outcome, seconds, resumed } = report;
  const rows = tables.reduce((sum, table) => sum + table.rows.target, 0);
  return [
    ...(tables.length > 0 ? [tableOf(report)] : []),
    ...tables.flatMap(({ table, constraints: { missing } }) => missing.map((what) => `lacks  ${table}: ${what}`)),
    ...(found.length > 0
      ? [`found  ${found.join(', ')}: the target had them already, and they were filled as they are`]
      : []),
    ...differenceLines(tables),
    ...problemLines(problems),
    ...notMoved.map(
      ({ table, what, name, reason }) =>
        `not moved  ${what} ${name}${table === '' || table === name ? '' : ` of ${table}`}: ${reason}`,
    ),
    ...warnings.map(
      ({ table, column, text }) => `note  ${[table, column].filter((part) => part !== undefined).join('.')} ${text}`,
    ),
    `${OUTCOMES[outcome]}: ${rows} rows in ${tables.length} tables, ${seconds.toFixed(1)} s${resumed ? ' (went on with an earlier run)' : ''}.`,
    ...(files.length > 0 ? [`Reports: ${files.join(', ')}`] : []),
  ];
}

function tableOf({ tables }: TransferReport): string {
  const heading = ['table', 'rows there', 'rows here', 'equal', 'constraints there', 'here', 'counts on'];
  const lines = tables.map(({ table, rows, rowsEqual, constraints, sequences }) => [
    table,
    String(rows.source),
    String(rows.target),
    rowsEqual ? 'yes' : 'NO',
    String(constraints.source),
    `${constraints.target}${constraints.missing.length > 0 ? ` (${constraints.missing.length} missing)` : ''}`,
    sequences.map(({ target, equal }) => (equal ? target : `${target} (differs)`)).join(', '),
  ]);
  return columns([heading, ...lines], [1, 2, 4]);
}
