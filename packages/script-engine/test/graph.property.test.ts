import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseWith } from '../src/check/script-options.js';
import { successors } from '../src/flow/flow.js';
import { reachFrom } from '../src/flow/reach-from.js';
import { edgesFrom } from '../src/graph/edges-from.js';
import type { GraphLayout, PlacedEdge, Rectangle } from '../src/graph/graph-layout.js';
import { type GraphEdge, layOutGraph, type ScriptGraph, scriptGraph } from '../src/index.js';
import { generatedItems, scriptOf } from './support/generated-script.js';

const graphOf = (items: readonly string[]) => scriptGraph(scriptOf(items), 's.xml');

const meet = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The pieces of an edge as rectangles without thickness. */
const piecesOf = ({ points }: PlacedEdge): readonly Rectangle[] =>
  points.slice(1).map((to, at) => {
    const from = points[at] ?? to;
    const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
    return { x, y, width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) };
  });

function expectClear({ nodes, edges, frames, width, height }: GraphLayout): void {
  for (const [at, a] of nodes.entries()) {
    expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true);
    for (const b of nodes.slice(at + 1)) if (meet(a, b)) expect.fail(`${a.node.key} lies on ${b.node.key}`);
  }
  for (const placed of edges) {
    for (const piece of piecesOf(placed)) {
      expect(piece.width === 0 || piece.height === 0).toBe(true);
      const hit = nodes.find((box) => meet(piece, box));
      if (hit) expect.fail(`${placed.edge.key} runs through ${hit.node.key}`);
    }
  }
  for (const frame of frames) {
    const group = (key: string | undefined): boolean =>
      key !== undefined && (key === frame.key || group(nodes.find(({ node }) => node.key === key)?.node.group));
    for (const box of nodes) {
      const isInside = box.node.key === frame.key || group(box.node.group);
      expect(meet(frame, box), `${box.node.key} and the frame of ${frame.key}`).toBe(isInside);
    }
  }
}

/** Lines that lie on each other belong to ways that lead to the same node. */
function expectApart({ edges }: GraphLayout): void {
  const upright = edges.flatMap((placed) =>
    piecesOf(placed).flatMap((piece) =>
      piece.width === 0 && piece.height > 0 ? [{ ...piece, edge: placed.edge }] : [],
    ),
  );
  for (const [at, a] of upright.entries()) {
    for (const b of upright.slice(at + 1)) {
      if (Math.abs(a.x - b.x) >= 9 || a.edge.to === b.edge.to) continue;
      const overlap = a.y < b.y + b.height && b.y < a.y + a.height;
      if (overlap) expect.fail(`${a.edge.key} is too near to ${b.edge.key}`);
    }
  }
}

const reachedIn = ({ edges }: ScriptGraph, starts: readonly string[]) => {
  const from = edgesFrom(edges);
  return reachFrom(starts, (key) => (from.get(key) ?? []).map(({ to }: GraphEdge) => to));
};

describe('the graph of a script', () => {
  it('leads to the same elements as the dialog does', () => {
    fc.assert(
      fc.property(generatedItems(20), (items) => {
        const { flow } = analyseWith({ text: scriptOf(items), file: 's.xml' }, {});
        const graph = graphOf(items);
        const inFlow = reachFrom([flow.start, ...flow.branches.values()], (name) => {
          const state = flow.states.get(name);
          return state ? successors(state) : [];
        });
        const inGraph = reachedIn(graph, ['$start', 'help']);
        for (const { key, kind } of graph.nodes) {
          if (!['question', 'info', 'lookup', 'do', 'end'].includes(kind)) continue;
          expect(inGraph.has(key), key).toBe(inFlow.has(key));
        }
      }),
    );
  });
});

describe('the picture of a script', () => {
  it('has no node on another, no way through a node, and no two ways in one line that lead to different places', () => {
    fc.assert(
      fc.property(generatedItems(40), (items) => {
        const layout = layOutGraph(graphOf(items));
        expectClear(layout);
        expectApart(layout);
      }),
    );
  });

  it('is clear with five hundred nodes as well', () => {
    const items = fc.sample(generatedItems(200), { numRuns: 60, seed: 7 }).flat();
    const renamed = items.map((item, at) => item.replaceAll(/(id|as|into)="i\d+/g, `$1="i${at}`));
    const graph = graphOf(renamed.slice(0, 330));
    expect(graph.nodes.length).toBeGreaterThan(500);
    expectClear(layOutGraph(graph));
  }, 60_000);

  it('stays as it is above an item that is inserted, and moves down below it', () => {
    const inserted = '<question id="new" type="yesno"><text>New?</text><go when="answers.new" to="fin"/></question>';
    fc.assert(
      fc.property(generatedItems(25), fc.nat(), (items, where) => {
        const at = where % (items.length + 1);
        const before = layOutGraph(graphOf(items));
        const after = layOutGraph(graphOf([...items.slice(0, at), inserted, ...items.slice(at)]));
        const added = after.nodes.findIndex(({ node }) => node.key === 'new');
        const moved = (after.nodes[added + 1]?.y ?? 0) - (before.nodes[added]?.y ?? 0);
        expect(moved).toBeGreaterThan(0);
        const box = ({ node, x, y, width, height }: GraphLayout['nodes'][number], down = 0) => [
          node.key,
          [x, y + down, width, height],
        ];
        const rest = after.nodes.filter(({ node }) => node.key !== 'new');
        expect(rest.map((each) => box(each))).toEqual(
          before.nodes.map((each, index) => box(each, index < added ? 0 : moved)),
        );
        const above = new Set(before.nodes.slice(0, added).map(({ node }) => node.key));
        const inAbove = ({ edges }: GraphLayout) =>
          edges
            .filter(({ edge }) => above.has(edge.from) && above.has(edge.to))
            .map(({ edge, points }) => [edge.key, points]);
        expect(inAbove(after)).toEqual(inAbove(before));
      }),
    );
  });
});
