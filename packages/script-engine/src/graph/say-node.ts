import type { GraphEdge, GraphNode, GraphNodeKind } from './script-graph.js';

/** What the kinds of nodes are called. */
export const KIND_WORDS: Readonly<Record<GraphNodeKind, string>> = {
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

/** A node in a sentence, for those who do not see the picture. */
export function sayNode(node: GraphNode, edges: readonly GraphEdge[], titles: ReadonlyMap<string, string>): string {
  const { kind, title, detail, condition, text } = node;
  const head = [`${KIND_WORDS[kind]} ${title}`.trimEnd(), detail, condition].filter((part) => part).join(', ');
  const ways = edges.map(({ label, kind: way, to }) => {
    const name = label ?? (way === 'past' ? 'passed by' : 'next');
    return `${name}: ${titles.get(to) ?? ''}`;
  });
  return [head, text, ...ways].filter((part) => part).join('. ');
}
