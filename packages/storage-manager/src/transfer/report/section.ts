/** A heading of Markdown with a table under it; nothing without rows. */
export function section(
  title: string,
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [`## ${title}`, [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n')];
}

const escaped = (cell: string) => cell.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s+/g, ' ');
