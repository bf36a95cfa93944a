import { headingOf } from './say-node.js';
import type { GraphEdgeKind, GraphNode, ScriptGraph } from './script-graph.js';

const LINES: Readonly<Record<GraphEdgeKind, string>> = {
  next: '-->',
  past: '-.->',
  go: '-->',
  failed: '-.->',
  round: '-->',
};

/** The graph as a flowchart of Mermaid, which many wikis and code hosts draw. */
export function graphToMermaid({ nodes, edges }: ScriptGraph): string {
  const names = new Map(nodes.map(({ key }, at) => [key, `n${at}`]));
  const name = (key: string) => names.get(key) ?? '';
  const inside = (group: string | undefined, indent: string): string[] =>
    nodes
      .filter((node) => node.group === group)
      .flatMap((node) => {
        const own = `${indent}${name(node.key)}${shapeOf(node)}`;
        if (node.kind !== 'section' && node.kind !== 'branch') return [own];
        const title = quote(node.text ?? node.title);
        const within = inside(node.key, `${indent}  `);
        return [`${indent}subgraph ${name(node.key)}g[${title}]`, `  ${own}`, ...within, `${indent}end`];
      });
  const lines = edges.map(({ from, to, kind, label }) => {
    const said = label ?? (kind === 'past' ? 'passed by' : undefined);
    return `  ${name(from)} ${LINES[kind]}${said === undefined ? '' : `|${quote(said)}|`} ${name(to)}`;
  });
  return ['flowchart TD', ...inside(undefined, '  '), ...lines, ''].join('\n');
}

function shapeOf(node: GraphNode): string {
  const { kind, detail, condition, text } = node;
  const head = [headingOf(node), detail].filter((part) => part).join(', ');
  const label = quote(...[head, condition, text].flatMap((part) => (part === undefined ? [] : [part])));
  switch (kind) {
    case 'question':
      return `{{${label}}}`;
    case 'lookup':
    case 'do':
    case 'call':
      return `[[${label}]]`;
    case 'start':
    case 'end':
    case 'return':
      return `([${label}])`;
    default:
      return `[${label}]`;
  }
}

/** Text in quotes; everything that could mean something to Mermaid or to HTML is written as a character code. */
function quote(...lines: readonly string[]): string {
  return `"${lines.map((line) => line.replace(/[^\p{L}\p{N} .,:!?=+*/()'-]/gu, (sign) => `#${sign.codePointAt(0)};`)).join('<br>')}"`;
}
