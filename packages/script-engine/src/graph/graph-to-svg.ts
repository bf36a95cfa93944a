import { edgesFrom } from './edges-from.js';
import { fitText, textWidth } from './fit-text.js';
import type { Frame, GraphLayout, PlacedEdge, PlacedNode } from './graph-layout.js';
import { HEAD_HEIGHT, LINE_HEIGHT } from './node-size.js';
import { pathOf } from './path-of.js';
import { headingOf, sayNode } from './say-node.js';

const STYLE = `
  svg { font: 13px ui-sans-serif, system-ui, sans-serif; background: var(--paper);
    --paper: #fff; --ink: #212529; --soft: #5c636a; --edge: #868e96; --line: #495057; --frame: #f1f3f5;
    --question: #1864ab; --say: #495057; --call: #087f5b; --compute: #5f3dc4; --branch: #a61e4d; --end: #343a40; --failed: #c92a2a }
  @media (prefers-color-scheme: dark) { svg {
    --paper: #1a1b1e; --ink: #e9ecef; --soft: #adb5bd; --edge: #868e96; --line: #ced4da; --frame: #25262b;
    --question: #1971c2; --say: #5c636a; --call: #087f5b; --compute: #6741d9; --branch: #c2255c; --end: #5c636a; --failed: #ff8787 } }
  .box { fill: var(--paper); stroke: var(--edge) } .frame { fill: var(--frame); stroke: var(--edge); stroke-opacity: .5 }
  .head { fill: var(--say) } .question { fill: var(--question) } .lookup, .do, .call { fill: var(--call) } .let { fill: var(--compute) }
  .branch, .section { fill: var(--branch) } .end, .start, .return { fill: var(--end) }
  .title { fill: #fff; font-weight: 600 } .detail { fill: #fff; text-anchor: end }
  .line { fill: var(--ink) } .condition { fill: var(--soft); font-style: italic } .to { fill: var(--soft); text-anchor: end }
  .way { fill: none; stroke: var(--line); stroke-width: 1.3 } .past { stroke-dasharray: 1 4; stroke-linecap: round }
  .failed { stroke: var(--failed); stroke-dasharray: 6 4 } .arrow { fill: var(--line) } .failure { fill: var(--failed) }`;

const INSET = 10;

/**
 * The picture of a graph as SVG, which follows the light or dark scheme of who looks at it. To a screen reader it is a list of
 * nodes in the order on paper, each with the ways out of it.
 *
 * @param name what the picture shows
 */
export function graphToSvg({ nodes, edges, frames, width, height }: GraphLayout, name: string): string {
  const titles = new Map(nodes.map(({ node }) => [node.key, node.title]));
  const ways = edgesFrom(edges.map(({ edge }) => edge));
  const said = (box: PlacedNode) => sayNode(box.node, ways.get(box.node.key) ?? [], titles);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="list" aria-label="${escapeXml(name)}">`,
    `<style>${STYLE}</style>`,
    `<defs>${arrow('to', 'arrow')}${arrow('to-failed', 'failure')}</defs>`,
    ...frames.map(drawFrame),
    `<g aria-hidden="true">${edges.map(drawEdge).join('\n')}</g>`,
    ...nodes.map((box) => drawNode(box, said(box), titles)),
    '</svg>',
    '',
  ].join('\n');
}

const arrow = (id: string, style: string) =>
  `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path class="${style}" d="M0 0L10 5L0 10z"/></marker>`;

const drawFrame = ({ x, y, width, height }: Frame) =>
  `<rect class="frame" aria-hidden="true" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`;

function drawEdge({ edge, points }: PlacedEdge): string {
  const isFailure = edge.kind === 'failed';
  return `<path class="way ${edge.kind}" d="${pathOf(points)}" marker-end="url(#${isFailure ? 'to-failed' : 'to'})"/>`;
}

function drawNode(box: PlacedNode, said: string, titles: ReadonlyMap<string, string>): string {
  const { node, lines, x, y, width, height } = box;
  const room = width - 2 * INSET;
  const half = `M0 4a4 4 0 0 1 4-4H${width - 4}a4 4 0 0 1 4 4V${HEAD_HEIGHT}H0z`;
  const detail = fitText(node.detail ?? '', room * 0.45);
  const head = fitText(headingOf(node), room - textWidth(detail) - INSET, true);
  return [
    `<g role="listitem" aria-label="${escapeXml(said)}" transform="translate(${x} ${y})">`,
    `<rect class="box" width="${width}" height="${height}" rx="4"/><path class="head ${node.kind}" d="${half}"/>`,
    text('title', INSET, HEAD_HEIGHT - 9, head),
    node.detail === undefined ? '' : text('detail', width - INSET, HEAD_HEIGHT - 9, detail),
    lineAt(lines.condition, 'condition', node.condition, room),
    lineAt(lines.text, 'line', node.text, room),
    ...box.ways.map((edge, at) => {
      const base = lines.ways + (at + 1) * LINE_HEIGHT - 5;
      const to = fitText(`→ ${titles.get(edge.to) ?? ''}`, room * 0.45);
      const label = fitText(edge.label ?? '', room - textWidth(to) - INSET);
      return text('line', INSET, base, label) + text('to', width - INSET, base, to);
    }),
    '</g>',
  ].join('');
}

function lineAt(top: number | undefined, style: string, content: string | undefined, room: number): string {
  return top === undefined ? '' : text(style, INSET, top + LINE_HEIGHT - 5, fitText(content ?? '', room));
}

const text = (style: string, x: number, y: number, content: string) =>
  `<text class="${style}" x="${x}" y="${y}">${escapeXml(content)}</text>`;

const escapeXml = (raw: string) => raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
