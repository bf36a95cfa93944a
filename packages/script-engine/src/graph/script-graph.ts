import type { Span } from '@caruso/language';

/** What a node stands for; `start` and `return` are no elements of the script, but where a way begins or leaves it. */
export type GraphNodeKind =
  | 'start'
  | 'question'
  | 'info'
  | 'lookup'
  | 'do'
  | 'let'
  | 'go'
  | 'call'
  | 'section'
  | 'branch'
  | 'end'
  | 'return';

/** An element of a script as it is drawn. */
export interface GraphNode {
  /** Unique in the graph: the id where there is one that no node before has, else one derived from the surroundings. */
  readonly key: string;
  readonly kind: GraphNodeKind;
  /** The id or the name that is written; of start and branch the title. */
  readonly title: string;
  /** What is asked for or called, how a dialog ends. */
  readonly detail: string | undefined;
  /** What is said, in the script's own language; of a computed value how. */
  readonly text: string | undefined;
  /** When it is not passed by: its condition, its channels, and the list a section is gone through for. */
  readonly condition: string | undefined;
  /** How many elements are around it, for sections, branches, and the step on whose way it lies. */
  readonly depth: number;
  /** The section or branch whose frame it lies in. */
  readonly group: string | undefined;
  /** The start tag. */
  readonly at: Span;
}

/**
 * How a way is taken. `next`: it is the next on paper. `past`: the condition does not hold, or the last round is over. `go`: a
 * transition is chosen. `failed`: a service failed. `round`: a section begins anew for the next element of its list.
 */
export type GraphEdgeKind = 'next' | 'past' | 'go' | 'failed' | 'round';

/** A way from one node to another. */
export interface GraphEdge {
  /** Unique in the graph. */
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly kind: GraphEdgeKind;
  /** When it is taken, in words; a way to the next on paper has none. */
  readonly label: string | undefined;
}

/** The ways through a script as nodes, in document order, and edges. */
export interface ScriptGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
