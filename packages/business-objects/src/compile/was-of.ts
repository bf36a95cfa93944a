import type { DocumentElement } from '../documents/document-element.js';

/** What the table of an element was called before, if it says so. */
export function wasOf(element: DocumentElement): { readonly was?: string } {
  const was = element.optional('was');
  return was === undefined ? {} : { was };
}
