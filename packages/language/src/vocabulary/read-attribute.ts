import type { XmlElement } from '../xml/xml-tree.js';
import { tokensOf } from './name-token.js';
import type { Vocabulary } from './vocabulary.js';

/** The value of an attribute, or what its definition presets; undefined when there is neither. Tokens lose extra blanks. */
export function readAttribute(vocabulary: Vocabulary, element: XmlElement, name: string): string | undefined {
  const definition = vocabulary.elements[element.name]?.attributes?.[name];
  const value = element.attributes.get(name)?.value;
  if (value === undefined) return definition?.default;
  const plain = definition === undefined || ['text', 'expression', 'template'].includes(String(definition.type));
  return plain ? value : tokensOf(value).join(' ');
}
