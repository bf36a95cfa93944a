import { LanguageErrors } from '../errors.js';
import type { Content } from './content.js';
import { isNameToken } from './name-token.js';

/**
 * What an attribute holds. `id` is unique in the document, `idref` is one of its ids, `name` is a name token, `names` are
 * several between blanks; `expression` and `template` are texts for the expression language; an array lists the values.
 */
export type AttributeType =
  | 'id'
  | 'idref'
  | 'idrefs'
  | 'name'
  | 'names'
  | 'text'
  | 'expression'
  | 'template'
  | readonly string[];

export interface AttributeDefinition {
  readonly type: AttributeType;
  readonly required?: boolean;
  /** What holds when it is left out; not together with `required`. */
  readonly default?: string;
  readonly doc?: string;
  /** What each of the listed values means; for `names` it lists the words an editor offers. */
  readonly values?: Readonly<Record<string, string>>;
}

export interface ElementDefinition {
  /** One sentence: a comment in the DTD, and help in editors. */
  readonly doc: string;
  readonly attributes?: Readonly<Record<string, AttributeDefinition>>;
  /** See `empty`, `anyOrder`, `mixed` and `sequence`. */
  readonly content: Content;
  /** The element as it is used, for the reference page. */
  readonly example?: string;
}

/** A document type: the table from which DTD, checker and references are made. */
export interface Vocabulary {
  readonly root: string;
  /** The first comment of the DTD. */
  readonly title?: string;
  readonly elements: Readonly<Record<string, ElementDefinition>>;
}

/**
 * Declares a document type. The elements keep their order in the DTD.
 *
 * @throws LanguageErrors.BadVocabulary when the table contradicts itself or cannot be written as a DTD
 *
 * @example
 * ```ts
 * const notes = defineVocabulary({
 *   root: 'notes',
 *   elements: {
 *     notes: { doc: 'A list of notes.', content: anyOrder('note') },
 *     note: { doc: 'One note.', attributes: { id: { type: 'id', required: true } }, content: mixed('b') },
 *     b: { doc: 'Bold.', content: mixed() },
 *   },
 * });
 * ```
 */
export function defineVocabulary<const Table extends Vocabulary>(table: Table): Table {
  if (!Object.hasOwn(table.elements, table.root)) fail(table.root, 'is the root and is not defined');
  for (const [name, { content, attributes = {}, doc }] of Object.entries(table.elements)) {
    if (!isNameToken(name)) fail(name, 'has a name that XML does not allow');
    if (doc.includes('--')) fail(name, 'has "--" in its doc, which a DTD comment cannot hold');
    checkContent(table, name, content);
    const ids = Object.values(attributes).filter(({ type }) => type === 'id');
    if (ids.length > 1) fail(name, 'has two attributes of type id');
    for (const [attribute, definition] of Object.entries(attributes)) checkAttribute(name, attribute, definition);
  }
  return table;
}

function checkContent(table: Vocabulary, name: string, content: Content): void {
  const children =
    content.kind === 'empty' ? [] : content.kind === 'sequence' ? content.of.map((part) => part.name) : content.of;
  for (const child of children) {
    if (!Object.hasOwn(table.elements, child)) fail(name, `may hold <${child}>, which is not defined`);
  }
  if (new Set(children).size < children.length) fail(name, 'names a child twice in its content');
  if (children.length === 0 && (content.kind === 'sequence' || content.kind === 'any'))
    fail(name, 'has no children: write empty');
}

function checkAttribute(element: string, name: string, definition: AttributeDefinition): void {
  const { type, required, default: preset } = definition;
  if (!isNameToken(name)) fail(element, `has an attribute "${name}" whose name XML does not allow`);
  if (required && preset !== undefined) fail(element, `requires "${name}" and presets it as well`);
  if (type === 'id' && preset !== undefined) fail(element, `presets its id "${name}"`);
  const described = Object.keys(definition.values ?? {});
  if (typeof type === 'string') {
    if (described.length > 0 && type !== 'names') fail(element, `lists values of "${name}", which is no list`);
    return;
  }
  if (described.length > 0 && described.join() !== type.join())
    fail(element, `does not say of exactly the values of "${name}" what they mean`);
  if (type.length === 0 || !type.every(isNameToken))
    fail(element, `lists values of "${name}" that are not name tokens`);
  if (preset !== undefined && !type.includes(preset))
    fail(element, `presets "${name}" with a value that is not listed`);
}

function fail(element: string, reason: string): never {
  throw new LanguageErrors.BadVocabulary({ element, reason });
}
