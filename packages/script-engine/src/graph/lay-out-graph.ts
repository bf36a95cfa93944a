import { edgesFrom } from './edges-from.js';
import type { Frame, GraphLayout, PlacedNode, Rectangle } from './graph-layout.js';
import { INDENT, MARGIN } from './measures.js';
import { linesOf, NODE_WIDTH } from './node-size.js';
import { routeEdges } from './route-edges.js';
import type { ScriptGraph } from './script-graph.js';

const GAP = 26;
/** How much a frame is larger than what it holds, on the left and above, and on the right and below. */
const FRAME_EDGE = 5;
const FRAME_PAD = 9;

/**
 * Places a graph as it stands on paper: one node below the other in document order, what is inside another indented. So the
 * same script always has the same picture, an insertion moves only what comes after it, and down, and no node can lie on
 * another. Ways to the next run on the left of the nodes, all others on the right.
 */
export function layOutGraph({ nodes, edges }: ScriptGraph): GraphLayout {
  const ways = edgesFrom(edges.filter(({ label }) => label !== undefined));
  const placed: PlacedNode[] = [];
  let y = MARGIN;
  for (const [at, node] of nodes.entries()) {
    const own = ways.get(node.key) ?? [];
    const lines = linesOf(node, own);
    const x = MARGIN + node.depth * INDENT;
    placed.push({ node, ways: own, lines, x, y, width: NODE_WIDTH, height: lines.height });
    // Each frame that ends needs room.
    y += lines.height + GAP + FRAME_PAD * Math.max(0, node.depth - (nodes[at + 1]?.depth ?? 0));
  }
  const frames = framesOf(placed);
  const routed = routeEdges(placed, edges);
  const right = [...placed, ...frames].map((box) => box.x + box.width);
  const lanes = routed.flatMap(({ points }) => points.map((point) => point.x));
  const bottom = [...placed, ...frames].map((box) => box.y + box.height);
  return {
    nodes: placed,
    edges: routed,
    frames,
    width: Math.max(...right, ...lanes) + MARGIN,
    height: Math.max(...bottom) + MARGIN,
  };
}

function framesOf(placed: readonly PlacedNode[]): readonly Frame[] {
  const frames: Frame[] = [];
  // What is inside stands below its head, so it has its frame before the one round it is drawn.
  for (const { node } of [...placed].reverse()) {
    if (node.kind !== 'section' && node.kind !== 'branch') continue;
    const boxes = placed.filter((box) => box.node === node || box.node.group === node.key);
    const inner = frames.filter(({ key }) => boxes.some((box) => box.node.key === key));
    frames.push({ key: node.key, ...around([...boxes, ...inner]) });
  }
  return frames.reverse();
}

function around(boxes: readonly Rectangle[]): Rectangle {
  const x = Math.min(...boxes.map((box) => box.x)) - FRAME_EDGE;
  const y = Math.min(...boxes.map((box) => box.y)) - FRAME_EDGE;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + FRAME_PAD;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + FRAME_PAD;
  return { x, y, width: right - x, height: bottom - y };
}
