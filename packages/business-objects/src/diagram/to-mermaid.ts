import type { Diagram } from './diagram.js';

/** The picture as an entity-relationship diagram of Mermaid, which many wikis and code hosts draw. */
export function toMermaid({ boxes, edges }: Diagram): string {
  const entities = boxes.flatMap(({ name, rows }) => {
    const attributes = rows.filter(({ type }) => !type.startsWith('→'));
    return [`  ${name} {`, ...attributes.map((row) => `    ${row.type} ${row.name}${row.key ? ' PK' : ''}`), '  }'];
  });
  const links = edges.map(({ from, to, name, required }) => `  ${to} ${required ? '||' : '|o'}--o{ ${from} : ${name}`);
  return ['erDiagram', ...entities, ...links, ''].join('\n');
}
