import type { CoveredPart } from '@caruso/script-engine';

/** What authors call the parts, several of them. */
const KINDS: Readonly<Record<string, string>> = {
  question: 'questions',
  option: 'choices',
  check: 'rules that refused',
  go: 'ways',
  info: 'informations',
  end: 'ends',
  lookup: 'look-ups',
  do: 'actions',
  failed: 'failure paths',
  undo: 'compensations',
  section: 'repeated sections',
  branch: 'branches',
  call: 'calls',
};

/** How much of a script was used, by kinds of parts, and the places of what never was. */
export function coverageLines(parts: readonly CoveredPart[]): readonly string[] {
  const figures = [...new Set(parts.map(({ kind }) => kind))].map((kind) => {
    const all = parts.filter((part) => part.kind === kind);
    return `${KINDS[kind] ?? kind} ${all.filter(({ used }) => used > 0).length}/${all.length}`;
  });
  const unused = parts.filter(({ used }) => used === 0);
  return [
    `used: ${figures.join(', ')}`,
    ...unused.map(({ file, line, column, kind, name }) => `never used: ${file}:${line}:${column} ${kind} ${name}`),
  ];
}
