import type { Problem } from '@caruso/storage-manager';

/** Kinds of problems that are shown on the terminal, and of each some rows; the report has them all. */
const SHOWN = 20;
const ROWS = 3;

/** Problems of one kind in one column are one line, with how many there are, where some of them lie, and what can be done. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  const kinds = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { table, column = '', value, reason } = problem;
    const kind = [table, column, value === undefined ? '' : 'value', reason].join('\0');
    kinds.set(kind, [...(kinds.get(kind) ?? []), problem]);
  }
  const lines = [...kinds.values()].slice(0, SHOWN).map(lineOf);
  const rest = [...kinds.values()].slice(SHOWN).reduce((sum, { length }) => sum + length, 0);
  return rest === 0 ? lines : [...lines, `… and ${rest} more problems`];
}

function lineOf(same: readonly Problem[]): string {
  const [first] = same;
  if (first === undefined) return '';
  const { table, column, row, value, reason } = first;
  const place = [table, column].filter((part) => part !== undefined).join('.');
  const cure = column === undefined || value === undefined ? '' : `; as it is by --as-text ${place}`;
  if (same.length === 1) {
    const at = row === undefined ? '' : ` where ${row}`;
    return `problem  ${place}${at}: ${value === undefined ? '' : `${value} `}${reason}${cure}`;
  }
  const values = [...new Set(same.flatMap((each) => (each.value === undefined ? [] : [each.value])))];
  const few = values.slice(0, ROWS).join(', ') + (values.length > ROWS ? ', …' : '');
  const rows = same.flatMap((each) => (each.row === undefined ? [] : [each.row])).slice(0, ROWS);
  const at = rows.length === 0 ? '' : ` (${rows.join('; ')}; …)`;
  return `problem  ${place} in ${same.length} rows${at}: ${few === '' ? '' : `${few} `}${reason}${cure}`;
}
