import { assignLanes, type Run } from './assign-lanes.js';
import type { PlacedEdge, PlacedNode, Point } from './graph-layout.js';
import { DROP, PAST, SPINE } from './measures.js';
import { HEAD_HEIGHT, LINE_HEIGHT } from './node-size.js';
import type { GraphEdge } from './script-graph.js';

/**
 * Draws edges so that none runs through a node: the ways to the next on paper down the left, where what stands between is
 * indented further; those past a node left of that; all others from their line of the node to the right, along a lane, and back.
 * Edges that lead to the same node in the same way share a lane.
 */
export function routeEdges(placed: readonly PlacedNode[], edges: readonly GraphEdge[]): readonly PlacedEdge[] {
  const boxes = new Map(placed.map((box) => [box.node.key, box]));
  const runs = new Map<GraphEdge, Run>();
  const lines = edges.flatMap((edge) => {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    if (edge.label !== undefined) runs.set(edge, runOf(edge, from, to));
    return [{ edge, from, to }];
  });
  const lanes = assignLanes([...runs.values()], placed);
  return lines.map(({ edge, from, to }) => {
    const run = runs.get(edge);
    if (run) return { edge, points: onTheRight(run, lanes.get(run.lane) ?? 0, from, to) };
    return { edge, points: edge.kind === 'past' ? past(from, to) : down(from, to) };
  });
}

const arrival = ({ y }: PlacedNode) => y + HEAD_HEIGHT / 2;

function runOf(edge: GraphEdge, from: PlacedNode, to: PlacedNode): Run {
  const line = from.ways.indexOf(edge);
  const leaves = from.y + from.lines.ways + (line + 0.5) * LINE_HEIGHT;
  const arrives = arrival(to);
  const direction = arrives < leaves ? 'up' : 'down';
  const style = edge.kind === 'failed' ? 'dashed' : 'solid';
  return { lane: `${direction} ${style} ${edge.to}`, leaves, arrives };
}

function onTheRight({ leaves, arrives }: Run, x: number, from: PlacedNode, to: PlacedNode): readonly Point[] {
  return [
    { x: from.x + from.width, y: leaves },
    { x, y: leaves },
    { x, y: arrives },
    { x: to.x + to.width, y: arrives },
  ];
}

function past(from: PlacedNode, to: PlacedNode): readonly Point[] {
  const leaves = from.y + (from.lines.condition ?? 0) + LINE_HEIGHT / 2;
  const x = to.x - PAST;
  return [
    { x: from.x, y: leaves },
    { x, y: leaves },
    { x, y: arrival(to) },
    { x: to.x, y: arrival(to) },
  ];
}

function down(from: PlacedNode, to: PlacedNode): readonly Point[] {
  const bottom = from.y + from.height;
  const x = to.x + SPINE;
  if (to.x >= from.x) {
    return [
      { x, y: bottom },
      { x, y: to.y },
    ];
  }
  return [
    { x: from.x + SPINE, y: bottom },
    { x: from.x + SPINE, y: bottom + DROP },
    { x, y: bottom + DROP },
    { x, y: to.y },
  ];
}
