import { contentModel } from './content.js';
import type { AttributeDefinition, AttributeType, Vocabulary } from './vocabulary.js';

const TYPES: ReadonlyMap<AttributeType, string> = new Map([
  ['id', 'ID'],
  ['idref', 'IDREF'],
  ['idrefs', 'IDREFS'],
  ['name', 'NMTOKEN'],
  ['names', 'NMTOKENS'],
  ['text', 'CDATA'],
  ['expression', 'CDATA'],
  ['template', 'CDATA'],
]);

/** Writes a vocabulary as a DTD with its docs as comments, for every editor that validates. */
export function toDtd({ title, root, elements }: Vocabulary): string {
  const head = `<!-- ${title ?? `Documents of type "${root}"`}, generated from the vocabulary table; do not edit. -->`;
  const parts = Object.entries(elements).map(([name, { doc, attributes = {}, content }]) => {
    const lines = [`<!-- ${doc} -->`, `<!ELEMENT ${name} ${contentModel(content)}>`];
    const declared = Object.entries(attributes).map((attribute) => `\n  ${attributeLine(...attribute)}`);
    if (declared.length > 0) lines.push(`<!ATTLIST ${name}${declared.join('')}>`);
    return lines.join('\n');
  });
  return `${[head, ...parts].join('\n\n')}\n`;
}

function attributeLine(name: string, { type, required, default: preset }: AttributeDefinition): string {
  const declared = typeof type === 'string' ? TYPES.get(type) : `(${type.join('|')})`;
  const use = preset !== undefined ? quoted(preset) : required ? '#REQUIRED' : '#IMPLIED';
  return `${name} ${declared} ${use}`;
}

function quoted(text: string): string {
  return `"${text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')}"`;
}
