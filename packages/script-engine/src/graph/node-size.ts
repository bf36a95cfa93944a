import type { GraphEdge, GraphNode } from './script-graph.js';

/** How nodes are made up, in pixels: a head, then lines for the condition, the text, and each way out that has a name. */
export const NODE_WIDTH = 376;
export const HEAD_HEIGHT = 28;
export const LINE_HEIGHT = 20;
const FOOT_HEIGHT = 8;

/** The lines of a node below its head, from the top. */
export interface NodeLines {
  readonly condition: number | undefined;
  readonly text: number | undefined;
  /** The first of the ways out. */
  readonly ways: number;
  readonly height: number;
}

/** Where the lines of a node begin, below its top. */
export function linesOf(node: GraphNode, ways: readonly GraphEdge[]): NodeLines {
  const condition = node.condition === undefined ? undefined : HEAD_HEIGHT;
  const behind = HEAD_HEIGHT + (condition === undefined ? 0 : LINE_HEIGHT);
  const text = node.text === undefined ? undefined : behind;
  const first = behind + (text === undefined ? 0 : LINE_HEIGHT);
  return { condition, text, ways: first, height: first + ways.length * LINE_HEIGHT + FOOT_HEIGHT };
}
