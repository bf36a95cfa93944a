import { type Diagram, type DiagramBox, type DiagramEdge, HEAD_HEIGHT, ROW_HEIGHT } from './diagram.js';
import type { PlacedBox } from './layout.js';

const STYLE = `
  svg { font: 12px ui-sans-serif, system-ui, sans-serif; background: #fff }
  .box { fill: #fff; stroke: #868e96 } .head { fill: #1864ab } .title { fill: #fff; font-weight: 600 }
  .row { fill: #212529 } .key { font-weight: 600 } .type { fill: #5c636a; text-anchor: end }
  .line { fill: none; stroke: #495057 } .optional { stroke-dasharray: 5 3 }
  .link { fill: #343a40; font-size: 11px; paint-order: stroke; stroke: #fff; stroke-width: 4px }`;

/** The picture as SVG: each line leads from the object that has the link to the one it leads to; a dashed one may be absent. */
export function toSvg({ boxes, edges, layout }: Diagram): string {
  const width = Math.ceil(layout.width);
  const height = Math.ceil(layout.height);
  const placed = boxes.flatMap((box) => {
    const at = layout.boxes.get(box.name);
    return at === undefined ? [] : [{ box, at }];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${boxes.length} objects and ${edges.length} links</title>`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="one" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#495057"/></marker></defs>',
    ...linesOf(edges, layout.boxes),
    ...placed.map(({ box, at }) => drawBox(box, at)),
    '</svg>',
    '',
  ].join('\n');
}

function linesOf(edges: readonly DiagramEdge[], boxes: ReadonlyMap<string, PlacedBox>): string[] {
  const used = new Map<string, number>();
  const next = (name: string) => {
    const at = used.get(name) ?? 0;
    used.set(name, at + 1);
    return at;
  };
  return edges.flatMap((edge) => {
    const from = boxes.get(edge.from);
    const to = boxes.get(edge.to);
    return from === undefined || to === undefined
      ? []
      : [drawLine(edge, from, to, next(`out ${from.name}`), next(`in ${to.name}`))];
  });
}

/** A line between the sides of two boxes that face each other; of boxes above each other, round their right sides. */
function drawLine({ name, required }: DiagramEdge, from: PlacedBox, to: PlacedBox, out: number, into: number): string {
  const y1 = from.y + Math.min(HEAD_HEIGHT / 2 + out * 12, from.height - 6);
  const y2 = to.y + Math.min(HEAD_HEIGHT / 2 + into * 12, to.height - 6);
  const isLeft = to.x + to.width < from.x;
  const isRight = from.x + from.width < to.x;
  const [x1, leaves] = isLeft ? [from.x, -1] : [from.x + from.width, 1];
  const [x2, arrives] = isRight ? [to.x - 1, -1] : [to.x + to.width + 1, 1];
  const bend = isLeft || isRight ? Math.max(30, Math.abs(x1 - x2) / 2) : 50;
  const path = `M${x1} ${y1}C${x1 + leaves * bend} ${y1} ${x2 + arrives * bend} ${y2} ${x2} ${y2}`;
  return [
    `<path class="line${required ? '' : ' optional'}" d="${path}" marker-end="url(#one)"/>`,
    `<text class="link" x="${x1 + leaves * 6}" y="${y1 - 4}" text-anchor="${isLeft ? 'end' : 'start'}">${escapeText(name)}</text>`,
  ].join('');
}

function drawBox({ name, label, rows, more, width, height }: DiagramBox, { x, y }: PlacedBox): string {
  const lines = rows.map((row, at) => {
    const base = HEAD_HEIGHT + (at + 1) * ROW_HEIGHT - 3;
    const marked = row.key ? ' key' : '';
    return `<text class="row${marked}" x="8" y="${base}">${escapeText(row.name)}</text><text class="row type" x="${width - 8}" y="${base}">${escapeText(row.type)}</text>`;
  });
  const rest =
    more > 0
      ? `<text class="row type" x="${width - 8}" y="${HEAD_HEIGHT + (rows.length + 1) * ROW_HEIGHT - 3}">${more} more</text>`
      : '';
  return [
    `<g transform="translate(${x} ${y})"><title>${escapeText(label)}</title>`,
    `<rect class="box" width="${width}" height="${height}" rx="4"/><path class="head" d="M0 4a4 4 0 0 1 4-4H${width - 4}a4 4 0 0 1 4 4V${HEAD_HEIGHT - 4}H0z"/>`,
    `<text class="title" x="8" y="${HEAD_HEIGHT - 10}">${escapeText(name)}</text>${lines.join('')}${rest}</g>`,
  ].join('');
}

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
