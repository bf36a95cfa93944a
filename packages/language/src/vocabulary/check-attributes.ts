import type { Diagnostics, Span } from '../diagnostics/diagnostics.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { XmlAttribute, XmlElement } from '../xml/xml-tree.js';
import { isNameToken, isXmlName, tokensOf } from './name-token.js';
import type { AttributeDefinition, AttributeType } from './vocabulary.js';

/** An id that some attribute leads to. */
export interface Reference {
  readonly id: string;
  readonly at: Span;
}

/** What is collected over the whole document. */
export interface Collected {
  readonly diagnostics: Diagnostics;
  readonly ids: Map<string, XmlElement>;
  readonly references: Reference[];
}

/** Checks the attributes of one element against their definitions, and collects its ids and references. */
export function checkAttributes(
  element: XmlElement,
  definitions: Readonly<Record<string, AttributeDefinition>>,
  collected: Collected,
): void {
  const { diagnostics } = collected;
  for (const [name, { required }] of Object.entries(definitions)) {
    if (required && !element.attributes.has(name)) {
      diagnostics.error('missing-attribute', `<${element.name}> needs the attribute '${name}'`, element.tag);
    }
  }
  for (const attribute of element.attributes.values()) {
    const { name, start } = attribute;
    const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    if (definition !== undefined) checkValue(element, attribute, definition.type, collected);
    else {
      const hint = didYouMean(name, Object.keys(definitions));
      const at = { start, end: start + name.length };
      diagnostics.error('unknown-attribute', `<${element.name}> has no attribute '${name}'`, at, hint);
    }
  }
}

function checkValue(element: XmlElement, attribute: XmlAttribute, type: AttributeType, collected: Collected): void {
  const { slice } = attribute;
  const tokens = tokensOf(attribute.value);
  const value = tokens.join(' ');
  const refuse = (message: string, hint?: string) => collected.diagnostics.error('bad-value', message, slice, hint);
  if (typeof type !== 'string') {
    const list = type.join(' ');
    if (!type.includes(value)) refuse(`'${value}' is not one of: ${list}`, didYouMean(value, type));
    return;
  }
  switch (type) {
    case 'text':
    case 'expression':
    case 'template':
      return;
    case 'name':
      if (!isNameToken(value)) refuse(`'${value}' is not a name`, NAME_FORM);
      return;
    case 'names':
      if (tokens.length === 0 || !tokens.every(isNameToken)) refuse(`'${value}' is not a list of names`, NAME_FORM);
      return;
    case 'id':
      checkId(element, attribute, value, collected);
      return;
    case 'idref':
    case 'idrefs': {
      const fits = tokens.length > 0 && tokens.every(isXmlName) && (type === 'idrefs' || tokens.length === 1);
      if (fits) for (const id of tokens) collected.references.push({ id, at: slice });
      else refuse(`'${value}' is not an id`, ID_FORM);
    }
  }
}

const NAME_FORM = 'letters, digits, - . _ and :, no blanks';
const ID_FORM = 'a letter or _ first, then letters, digits, - . _ and :';

function checkId(element: XmlElement, { slice }: XmlAttribute, id: string, { diagnostics, ids }: Collected): void {
  if (!isXmlName(id)) diagnostics.error('bad-value', `'${id}' is not an id`, slice, ID_FORM);
  const first = ids.get(id);
  if (first === undefined) ids.set(id, element);
  else {
    const { line } = diagnostics.source.positionOf(first.start);
    diagnostics.error('duplicate-id', `The id '${id}' is taken already`, slice, `by <${first.name}> in line ${line}`);
  }
}
