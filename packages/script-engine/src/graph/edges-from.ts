import type { GraphEdge } from './script-graph.js';

/** The ways out of each node, by its key. */
export function edgesFrom(edges: readonly GraphEdge[]): ReadonlyMap<string, readonly GraphEdge[]> {
  const found = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const own = found.get(edge.from);
    if (own) own.push(edge);
    else found.set(edge.from, [edge]);
  }
  return found;
}
