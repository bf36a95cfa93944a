import type { Content, Occurrence } from './content.js';
import type { AttributeDefinition, AttributeType, ElementDefinition, Vocabulary } from './vocabulary.js';

const KINDS: ReadonlyMap<AttributeType, string> = new Map([
  ['id', 'an id, once in the document'],
  ['idref', 'the id of another element'],
  ['idrefs', 'ids of other elements'],
  ['name', 'a word'],
  ['names', 'words'],
  ['text', 'a text'],
  ['expression', 'an expression'],
  ['template', 'a text with `{expressions}`'],
]);

/** Writes a vocabulary as the part of a reference page in Markdown: a section for each element, with its example. */
export function toReference({ elements }: Vocabulary): string {
  return Object.entries(elements)
    .map(([name, definition]) => section(name, definition))
    .join('\n');
}

function section(name: string, { doc, attributes = {}, content, example }: ElementDefinition): string {
  const rows = Object.entries(attributes).map(([attribute, definition]) => row(attribute, definition));
  const table = rows.length === 0 ? [] : ['', markdownTable(['attribute', 'holds', 'left out', ''], rows)];
  const shown = example === undefined ? [] : ['', '```xml', example, '```'];
  return [`### \`<${name}>\``, '', doc, '', `Holds ${inWords(content)}.`, ...table, ...shown, ''].join('\n');
}

function row(name: string, { type, required, default: preset, doc = '', values = {} }: AttributeDefinition): string[] {
  const words = Object.keys(values).map(code).join(', ');
  const single = typeof type === 'string' ? (KINDS.get(type) ?? type) : type.map(code).join(', ');
  const kind = typeof type === 'string' && words !== '' ? `some of ${words}` : single;
  const absent = required ? 'must be given' : preset === undefined ? '' : code(preset);
  // Words that many attributes share are told once, by whoever writes the page.
  const listed =
    typeof type === 'string' ? [] : Object.entries(values).map(([word, meaning]) => `${code(word)}: ${meaning}`);
  return [code(name), kind, absent, [doc, ...listed].filter(Boolean).join('<br>')];
}

const HOW_OFTEN: Readonly<Record<Occurrence, string>> = {
  '1': '',
  '?': ' or none',
  '*': ' (any number)',
  '+': ' (one or more)',
};

function inWords(content: Content): string {
  switch (content.kind) {
    case 'empty':
      return 'nothing';
    case 'any':
      return `${content.atLeastOne ? 'at least one of' : 'in any order'} ${tags(content.of)}`;
    case 'mixed':
      return content.of.length === 0 ? 'text' : `text and ${tags(content.of)}`;
    case 'sequence':
      return `in this order ${content.of.map(({ name, occurs }) => `\`<${name}>\`${HOW_OFTEN[occurs]}`).join(', ')}`;
  }
}

const tags = (names: readonly string[]) => names.map((name) => `\`<${name}>\``).join(' ');
const code = (text: string) => `\`${text}\``;

/** A table in Markdown; bars inside of cells are escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
