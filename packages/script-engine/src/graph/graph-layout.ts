import type { NodeLines } from './node-size.js';
import type { GraphEdge, GraphNode } from './script-graph.js';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends Rectangle {
  readonly node: GraphNode;
  readonly lines: NodeLines;
  /** The ways out that have a name, each with a line of the node. */
  readonly ways: readonly GraphEdge[];
}

/** An edge as a line of horizontal and vertical pieces. */
export interface PlacedEdge {
  readonly edge: GraphEdge;
  readonly points: readonly Point[];
}

/** The frame round a section or branch, whose first node is that of the section or branch itself. */
export interface Frame extends Rectangle {
  readonly key: string;
}

/** Where everything of a graph is drawn, in pixels from the upper left corner. */
export interface GraphLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly frames: readonly Frame[];
  readonly width: number;
  readonly height: number;
}
