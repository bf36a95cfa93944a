import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostics.js';
import { didYouMean } from '../diagnostics/suggest.js';
import { elementsOf, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';
import { checkAttributes, type Reference } from './check-attributes.js';
import { checkContent } from './check-content.js';
import type { Vocabulary } from './vocabulary.js';

/**
 * Checks a document against a vocabulary: it accepts exactly what the DTD of the vocabulary accepts, and says more about
 * what it refuses.
 *
 * Codes: `unknown-element`, `unknown-attribute`, `missing-attribute`, `bad-value`, `duplicate-id`, `unknown-id`,
 * `misplaced-element`, `missing-element`, `misplaced-text`, `wrong-root`.
 *
 * @returns all diagnostics in the order of their places; empty when the document is valid
 */
export function checkDocument(document: XmlDocument, vocabulary: Vocabulary): readonly Diagnostic[] {
  const diagnostics = new Diagnostics(document.source);
  const { root, doctype } = document;
  if (root.name !== vocabulary.root || (doctype !== undefined && doctype.name !== root.name)) {
    diagnostics.error('wrong-root', `The root is <${root.name}>, <${vocabulary.root}> is expected`, root.tag);
  }
  const ids = new Map<string, XmlElement>();
  const references: Reference[] = [];
  const visit = (element: XmlElement): void => {
    const definition = Object.hasOwn(vocabulary.elements, element.name) ? vocabulary.elements[element.name] : undefined;
    if (definition === undefined) {
      const hint = didYouMean(element.name, Object.keys(vocabulary.elements));
      diagnostics.error('unknown-element', `There is no element <${element.name}>`, element.tag, hint);
    } else {
      checkAttributes(element, definition.attributes ?? {}, { diagnostics, ids, references });
      checkContent(element, definition.content, vocabulary, diagnostics);
    }
    for (const child of elementsOf(element)) visit(child);
  };
  visit(root);
  for (const { id, at } of references) {
    if (!ids.has(id))
      diagnostics.error('unknown-id', `Nothing here has the id '${id}'`, at, didYouMean(id, ids.keys()));
  }
  return diagnostics.all;
}
