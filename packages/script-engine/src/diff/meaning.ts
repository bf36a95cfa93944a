import {
  type AttributeDefinition,
  elementsOf,
  parseExpression,
  readAttribute,
  tokensOf,
  type XmlElement,
} from '@caruso/language';
import { definitionOf, isInline } from '../vocabulary/element-kinds.js';
import { scriptVocabulary } from '../vocabulary/script-vocabulary.js';

/** The ids that items have in the later version, by those that they had in the earlier one. */
export type Renames = ReadonlyMap<string, string>;

/** An attribute as it counts: presets filled in, layout left out. */
export interface AttributeMeaning {
  /** For people. */
  readonly shown: string;
  /** Two attributes mean the same when this is the same. */
  readonly key: string;
}

/**
 * What an attribute means; undefined when it says nothing.
 *
 * @param lang - the language of the script, in which a text stands that names none
 * @param renames - new ids by the old ones, to look at an earlier version as the later one would write it
 */
export function meaningOfAttribute(
  element: XmlElement,
  name: string,
  { lang, renames }: { readonly lang: string; readonly renames: Renames },
): AttributeMeaning | undefined {
  const definition = definitionOf(element.name)?.attributes?.[name];
  const value = readAttribute(scriptVocabulary, element, name) ?? (name === 'lang' && definition ? lang : undefined);
  if (value === undefined) return undefined;
  const shown = value.trim().replace(/\s+/g, ' ');
  return { shown, key: keyOf(shown, value, definition?.type, renames) };
}

function keyOf(shown: string, value: string, type: AttributeDefinition['type'] | undefined, renames: Renames): string {
  switch (type) {
    case 'expression':
      return keyOfExpression(value, renames);
    case 'names':
      return tokensOf(shown).sort().join(' ');
    case 'id':
    case 'idref':
    case 'idrefs':
      return tokensOf(shown)
        .map((id) => renames.get(id) ?? id)
        .join(' ');
    case 'template':
      return renamedInserts(shown, renames);
    default:
      return shown;
  }
}

/** The words of an element with what stands in them as markup: `Good day <b>{customer.name}</b>`. */
export function meaningOfText(element: XmlElement, renames: Renames): AttributeMeaning {
  const shown = wordsOf(element).replace(/\s+/g, ' ').trim();
  return { shown, key: renamedInserts(shown, renames) };
}

function wordsOf(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (child.kind === 'text') return child.value;
      if (!isInline(child.name)) return '';
      const attributes = [...child.attributes.values()].map(({ name, value }) => ` ${name}="${value}"`).join('');
      const inside = wordsOf(child);
      const isEmpty = inside === '' && elementsOf(child).length === 0;
      return isEmpty ? `<${child.name}${attributes}/>` : `<${child.name}${attributes}>${inside}</${child.name}>`;
    })
    .join('');
}

/** Expressions are the same when their trees are: blanks and brackets that need not be do not count. */
function keyOfExpression(value: string, renames: Renames): string {
  const parsed = parseExpression(value);
  if (!parsed.ok) return value;
  return JSON.stringify(parsed.expression, (key, part) => {
    if (key === 'start' || key === 'end' || key === 'nameEnd') return undefined;
    if (key !== 'path' || !Array.isArray(part)) return part;
    const names: string[] = part.map(({ name }: { name: string }) => name);
    const [first, id = ''] = names;
    return first === 'answers' && renames.has(id) ? [first, renames.get(id), ...names.slice(2)] : names;
  });
}

function renamedInserts(text: string, renames: Renames): string {
  if (renames.size === 0) return text;
  return text.replace(/\{[^{}]*\}/g, (insert) =>
    insert.replace(/\banswers\.([\p{L}\p{N}_$]+)/gu, (found, id: string) =>
      renames.has(id) ? `answers.${renames.get(id)}` : found,
    ),
  );
}
