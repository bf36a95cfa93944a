import { XMLParser } from 'fast-xml-parser';
import { Diagnostics } from '../diagnostics/diagnostics.js';
import { SourceText } from '../diagnostics/source-text.js';
import { LanguageErrors } from '../errors.js';
import { buildElement, type ParsedNode } from './build-element.js';
import { checkWellFormed } from './check-well-formed.js';
import type { XmlLimits } from './strict-pass.js';
import type { XmlDocument, XmlElement } from './xml-tree.js';

const LIMITS: XmlLimits = { maxLength: 5_000_000, maxDepth: 100 };

/**
 * Reads an authored XML document into a tree that knows the place of every element, attribute, attribute value and text.
 *
 * Strict: everything that is not well-formed is refused with all errors; so are internal DTD subsets and entity
 * declarations. A system identifier is remembered and never fetched.
 *
 * @param text - the document, as {@link decodeXml} makes it from the bytes of a file; a byte order mark is allowed
 * @param file - the name that messages show
 * @throws LanguageErrors.InvalidDocument with every diagnostic; nothing else is ever thrown
 *
 * @example
 * ```ts
 * const { root } = readXml('<go to="done" when="answers.reason == \'move\'"/>', 'move.xml');
 * root.attributes.get('when')?.value; // "answers.reason == 'move'"
 * ```
 */
export function readXml(text: string, file: string, limits: Partial<XmlLimits> = {}): XmlDocument {
  const source = new SourceText(text, file);
  const diagnostics = new Diagnostics(source);
  const allowed = { ...LIMITS, ...limits };
  if (text.length > allowed.maxLength) {
    diagnostics.error('too-long', `The document is longer than ${allowed.maxLength} characters`, { start: 0, end: 0 });
    diagnostics.throwIfErrors();
  }
  const { rootStart, doctype } = checkWellFormed(diagnostics, allowed);
  diagnostics.throwIfErrors();
  const root = rootStart === undefined ? undefined : readRoot(diagnostics, rootStart, allowed);
  if (root === undefined) throw new LanguageErrors.InvalidDocument({ file, diagnostics: diagnostics.all });
  return { source, root, ...(doctype === undefined ? {} : { doctype }) };
}

function readRoot(diagnostics: Diagnostics, rootStart: number, limits: XmlLimits): XmlElement | undefined {
  const { source } = diagnostics;
  const parser = new XMLParser({
    preserveOrder: true,
    captureMetaData: true,
    trimValues: false,
    parseTagValue: false,
    // Attributes and texts are read from the raw text, where their places are known.
    ignoreAttributes: true,
    processEntities: false,
    maxNestedTags: limits.maxDepth + 1,
  });
  try {
    // What stands before the root was judged already; as blanks it keeps all offsets and cannot confuse the parser.
    const nodes: ParsedNode[] = parser.parse(' '.repeat(rootStart) + source.text.slice(rootStart));
    const root = nodes.map((node) => buildElement(source, node)).find((element) => element !== undefined);
    if (root === undefined) diagnostics.error('no-root', 'There is no root element', { start: 0, end: 0 });
    return root;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    diagnostics.error('not-readable', reason, { start: rootStart, end: rootStart + 1 });
    return undefined;
  }
}
