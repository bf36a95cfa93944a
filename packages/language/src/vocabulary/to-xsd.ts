import type { Content, Occurrence } from './content.js';
import type { AttributeDefinition, AttributeType, ElementDefinition, Vocabulary } from './vocabulary.js';

const TYPES: ReadonlyMap<AttributeType, string> = new Map([
  ['id', 'xs:ID'],
  ['idref', 'xs:IDREF'],
  ['idrefs', 'xs:IDREFS'],
  ['name', 'xs:NMTOKEN'],
  ['names', 'xs:NMTOKENS'],
  ['text', 'xs:string'],
  ['expression', 'xs:string'],
  ['template', 'xs:string'],
]);

/**
 * Writes a vocabulary as an XML schema for editors, which offer elements, attributes and values from it and show its docs.
 * It says what {@link toDtd} says, and names the words of attributes that take a list of them.
 */
export function toXsd({ title, root, elements }: Vocabulary): string {
  const head = `${title ?? `Documents of type "${root}"`}, generated from the vocabulary table; do not edit.`;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">',
    ...indented(documentation(head)),
    ...Object.entries(elements).flatMap(([name, definition]) => ['', ...indented(element(name, definition))]),
    '</xs:schema>',
  ].join('\n')}\n`;
}

function element(name: string, { doc, attributes = {}, content }: ElementDefinition): string[] {
  const type = content.kind === 'mixed' ? '<xs:complexType mixed="true">' : '<xs:complexType>';
  const inside = [...particle(content), ...Object.entries(attributes).flatMap((each) => attribute(...each))];
  return [
    `<xs:element name="${name}">`,
    ...indented([...documentation(doc), type, ...indented(inside), '</xs:complexType>']),
    '</xs:element>',
  ];
}

function particle(content: Content): string[] {
  if (content.kind === 'empty' || content.of.length === 0) return [];
  if (content.kind === 'sequence') {
    const parts = content.of.map(({ name, occurs }) => `<xs:element ref="${name}"${OCCURS[occurs]}/>`);
    return ['<xs:sequence>', ...indented(parts), '</xs:sequence>'];
  }
  const least = content.kind === 'any' && content.atLeastOne ? '1' : '0';
  const parts = content.of.map((name) => `<xs:element ref="${name}"/>`);
  return [`<xs:choice minOccurs="${least}" maxOccurs="unbounded">`, ...indented(parts), '</xs:choice>'];
}

const OCCURS: Readonly<Record<Occurrence, string>> = {
  '1': '',
  '?': ' minOccurs="0"',
  '*': ' minOccurs="0" maxOccurs="unbounded"',
  '+': ' maxOccurs="unbounded"',
};

function attribute(name: string, definition: AttributeDefinition): string[] {
  const { type, required, default: preset, doc, values } = definition;
  const use = required ? ' use="required"' : preset === undefined ? '' : ` default="${escaped(preset)}"`;
  const listed = typeof type !== 'string' || values !== undefined;
  const simple = listed ? '' : ` type="${TYPES.get(type)}"`;
  const inside = [...(doc === undefined ? [] : documentation(doc)), ...(listed ? listType(definition) : [])];
  const head = `<xs:attribute name="${name}"${simple}${use}`;
  return inside.length === 0 ? [`${head}/>`] : [`${head}>`, ...indented(inside), '</xs:attribute>'];
}

/** One of the listed values, or for an attribute of several names any number of them, but one at least. */
function listType({ type, values = {} }: AttributeDefinition): string[] {
  const words = typeof type === 'string' ? Object.keys(values) : type;
  const one = [
    '<xs:simpleType>',
    ...indented([
      '<xs:restriction base="xs:NMTOKEN">',
      ...indented(words.flatMap((word) => enumeration(word, values[word]))),
      '</xs:restriction>',
    ]),
    '</xs:simpleType>',
  ];
  if (typeof type !== 'string') return one;
  const list = ['<xs:simpleType>', ...indented(['<xs:list>', ...indented(one), '</xs:list>']), '</xs:simpleType>'];
  const some = ['<xs:restriction>', ...indented([...list, '<xs:minLength value="1"/>']), '</xs:restriction>'];
  return ['<xs:simpleType>', ...indented(some), '</xs:simpleType>'];
}

function enumeration(word: string, doc: string | undefined): string[] {
  const head = `<xs:enumeration value="${escaped(word)}"`;
  return doc === undefined ? [`${head}/>`] : [`${head}>`, ...indented(documentation(doc)), '</xs:enumeration>'];
}

function documentation(text: string): string[] {
  return [`<xs:annotation><xs:documentation>${escaped(text)}</xs:documentation></xs:annotation>`];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
