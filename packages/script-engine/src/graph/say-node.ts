import type { GraphEdge, GraphNode, GraphNodeKind } from './script-graph.js';

const KIND_WORDS: Readonly<Record<GraphNodeKind, string>> = {
  start: 'Start',
  question: 'Question',
  info: 'Info',
  lookup: 'Look-up',
  do: 'Action',
  call: 'Script',
  let: 'Computed',
  go: 'Go',
  section: 'Section',
  branch: 'Branch',
  end: 'End',
  return: 'Return',
};

/** What a node is headed by: what it is, and what it is called. */
export function headingOf({ kind, title }: Pick<GraphNode, 'kind' | 'title'>): string {
  return `${KIND_WORDS[kind]} ${title}`.trimEnd();
}

/** A node in a sentence, for those who do not see the picture. */
export function sayNode(node: GraphNode, edges: readonly GraphEdge[], titles: ReadonlyMap<string, string>): string {
  const { detail, condition, text } = node;
  const head = [headingOf(node), detail, condition].filter((part) => part).join(', ');
  const ways = edges.map(({ label, kind: way, to }) => {
    const name = label ?? (way === 'past' ? 'passed by' : 'next');
    return `${name}: ${titles.get(to) ?? ''}`;
  });
  return [head, text, ...ways].filter((part) => part).join('. ');
}
