import { ENGINE_TITLES } from '../engine-name.js';
import { differencesSection } from './differences-section.js';
import { section } from './section.js';
import type { TableProof, TransferReport } from './transfer-report.js';

const OUTCOMES: Readonly<Record<TransferReport['outcome'], string>> = {
  moved: 'Everything was moved, and is proved to be the same.',
  equal: 'Both sides hold the same.',
  differs: 'THE TWO SIDES DIFFER.',
  refused: 'Nothing was written: the target cannot hold what the source has.',
};

/** A report as Markdown, for people. */
export function readableReport(report: TransferReport): string {
  const { from, to, outcome, at, seconds, resumed, tables, found, notMoved, warnings, problems } = report;
  const side = ({ store, engine, address }: TransferReport['from']) =>
    `${store} (${ENGINE_TITLES[engine]}, ${address})`;
  const rows = tables.reduce((sum, table) => sum + table.rows.source, 0);
  return [
    '# Transfer',
    `From ${side(from)}  \nto ${side(to)},  \n${at}, ${seconds.toFixed(1)} s, ${rows} rows in ${tables.length} tables${resumed ? ', continued from an earlier run' : ''}.`,
    `**${OUTCOMES[outcome]}**`,
    ...section(
      'Problems',
      ['table', 'column', 'row', 'value', 'reason'],
      problems.map(({ table, column = '', row = '', value = '', reason }) => [table, column, row, value, reason]),
    ),
    ...section(
      'Tables',
      ['table', 'rows there', 'rows here', 'rows equal', 'fingerprint', 'constraints there', 'here', 'counts on with'],
      tables.map(tableRow),
    ),
    ...(found.length > 0
      ? [`The target had these tables already, and they were filled as they are: ${found.join(', ')}.`]
      : []),
    ...differencesSection(tables),
    ...section(
      'Not moved',
      ['table', 'what', 'name', 'reason'],
      notMoved.map(({ table, what, name, reason }) => [table, what, name, reason]),
    ),
    ...section(
      'Different at the target',
      ['table', 'column', 'what'],
      warnings.map(({ table, column = '', text }) => [table, column, text]),
    ),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function tableRow({ table, rows, rowsEqual, fingerprint, constraints, sequences }: TableProof): readonly string[] {
  const equal = rowsEqual ? 'yes' : `NO (${fingerprint.target})`;
  const lacks = constraints.missing.length === 0 ? '' : ` (without ${constraints.missing.join('; ')})`;
  const counting = sequences.map(
    ({ column, source, target, equal: same }) => `${column} ${target}${same ? '' : ` instead of ${source}`}`,
  );
  return [
    table,
    String(rows.source),
    String(rows.target),
    equal,
    fingerprint.source,
    String(constraints.source),
    constraints.target + lacks,
    counting.join(', '),
  ];
}
