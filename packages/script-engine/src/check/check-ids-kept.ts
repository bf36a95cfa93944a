import { Diagnostics, elementsOf, readXml, type XmlElement } from '@caruso/language';
import { diffScripts } from '../diff/diff-scripts.js';
import type { ScriptFile } from './script-library.js';

/**
 * Warns of what was called otherwise in the version before and does not say so: its answers, open dialogs and statistics
 * would be lost. It is seen where nothing but the id is different.
 *
 * @throws LanguageErrors.InvalidDocument when one is not well-formed XML
 */
export function checkIdsKept(now: ScriptFile, before: ScriptFile): Diagnostics {
  const { root, source } = readXml(now.text, now.file);
  const diagnostics = new Diagnostics(source);
  for (const { item, alike } of diffScripts(before, now)) {
    const element = alike === undefined ? undefined : withId(root, item);
    if (!element) continue;
    const message = `'${item}' is all that '${alike}' was in the version before, and does not say so`;
    const at = element.attributes.get('id')?.slice ?? element.tag;
    diagnostics.warning('id-changed-without-was', message, at, `was="${alike}" keeps its answers and dialogs`);
  }
  return diagnostics;
}

function withId(element: XmlElement, id: string): XmlElement | undefined {
  if (element.attributes.get('id')?.value.trim() === id) return element;
  for (const child of elementsOf(element)) {
    const found = withId(child, id);
    if (found) return found;
  }
  return undefined;
}
