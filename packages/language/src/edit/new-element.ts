import { LanguageErrors } from '../errors.js';
import { isXmlName } from '../vocabulary/name-token.js';
import { escapeAttribute, escapeText, writeComment } from './escape.js';

/** An element that is not in a document yet. It has children, a text or markup, only one of them. */
export interface NewElement {
  readonly name: string;
  /** In the order in which they are written; those that are undefined are left out. */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly children?: readonly NewElement[];
  readonly text?: string;
  /** Well-formed content as it is written, instead of a text. */
  readonly markup?: string;
  /** Written before it, each as a comment of its own. */
  readonly comments?: readonly string[];
}

/**
 * An element as lines; those of its children stand further in.
 *
 * @throws LanguageErrors.NotWritable for a name or a value that XML cannot hold
 */
export function writeElement(element: NewElement, step: string, lineEnd: string): string[] {
  const { name, attributes = {}, children = [], text, markup, comments = [] } = element;
  for (const each of [name, ...Object.keys(attributes)]) {
    if (!isXmlName(each)) throw new LanguageErrors.NotWritable({ what: `"${each}"`, reason: 'it is no name of XML' });
  }
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeAttribute(value, '"')}"`],
  );
  const open = `<${name}${written.join('')}`;
  const above = comments.map(writeComment);
  if (children.length > 0) {
    const inside = children.flatMap((child) => writeElement(child, step, lineEnd)).map((line) => step + line);
    return [...above, `${open}>`, ...inside, `</${name}>`];
  }
  if (markup !== undefined && markup !== '') return [...above, `${open}>${markup}</${name}>`];
  if (text === undefined || text === '') return [...above, `${open}/>`];
  return [...above, `${open}>${escapeText(text, lineEnd)}</${name}>`];
}
