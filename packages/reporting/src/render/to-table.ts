import type { Report } from '../contract.js';

type Column = Report['columns'][number];
type Cell = Report['rows'][number][number];

/** A report as a table for a terminal, under its title; a dash is "no data". */
export function toTable({ title, from, to, zone, columns, rows, total, event }: Report): string {
  const lines = [columns.map(({ label }) => label), ...[...rows, total].map((cells) => cells.map(textIn(columns)))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  const laid = lines.map((line) =>
    line
      .map((text, index) =>
        columns[index]?.kind === 'text' ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const [head = '', ...body] = laid;
  const last = body.pop() ?? '';
  const range = from === to ? from : `${from} to ${to}`;
  return `${title}, ${range} (${zone}), up to event ${event}\n\n${[head, rule, ...body, rule, last].join('\n')}\n`;
}

function textIn(columns: readonly Column[]): (cell: Cell, index: number) => string {
  return (cell, index) => {
    if (cell === null) return '–';
    if (typeof cell === 'string') return cell.replaceAll(/\p{Cc}/gu, ' ');
    switch (columns[index]?.kind) {
      case 'ratio':
        return `${(cell * 100).toFixed(1)} %`;
      case 'seconds':
        return `${cell.toFixed(1)} s`;
      default:
        return String(cell);
    }
  };
}
