import {
  applyChanges,
  elementsOf,
  insertElement,
  moveElement,
  readXml,
  removeAttribute,
  removeElement,
  setAttribute,
  setText,
  type TextChange,
  type Vocabulary,
  type XmlDocument,
  type XmlElement,
} from '@caruso/language';
import { ScriptErrors } from '../errors.js';
import { scriptVocabulary } from '../vocabulary/script-vocabulary.js';
import { elementAt } from './element-at.js';
import { newItem } from './new-item.js';
import type { ElementPath, ScriptEdit } from './studio-contract.js';

/** A text after an edit, and the element to look at. */
export interface EditedDraft {
  readonly text: string;
  readonly path: ElementPath;
}

/**
 * Changes a script as text: only what the edit is about, with comments, order and layout of everything else as they are.
 *
 * @throws LanguageErrors.InvalidDocument when the text is not well-formed; ScriptErrors.NoElement; ScriptErrors.NotEditable
 */
export function editDraft(file: string, text: string, edit: ScriptEdit): EditedDraft {
  const document = readXml(text, file);
  const { changes, path } = changesFor(document, edit);
  return { text: applyChanges(text, changes), path };
}

function changesFor(document: XmlDocument, edit: ScriptEdit): { changes: readonly TextChange[]; path: ElementPath } {
  if ('set' in edit) {
    const { path, name, value } = edit.set;
    const element = elementAt(document, path);
    const changes =
      value === null ? removeAttribute(document, element, name) : setAttribute(document, element, name, value);
    return { changes, path };
  }
  if ('write' in edit) {
    const { path, text } = edit.write;
    return { changes: setText(document, elementAt(document, path), text), path };
  }
  if ('insert' in edit) {
    const { parent, index, element } = edit.insert;
    if (!Object.hasOwn(scriptVocabulary.elements, element)) {
      throw new ScriptErrors.NotEditable({ file: document.source.file, reason: `there is no element <${element}>` });
    }
    const around = elementAt(document, parent);
    const at = placeFor(around, element, index);
    return { changes: insertElement(document, around, at, newItem(document, element)), path: [...parent, at] };
  }
  if ('move' in edit) return moved(document, edit.move.path, edit.move.by);
  const { path } = edit.remove;
  const above = path.slice(0, -1);
  const at = path.at(-1) ?? 0;
  const changes = removeElement(document, elementAt(document, path));
  // What stood behind it takes its place; behind the last one it is the one before, or what is around.
  const rest = elementsOf(elementAt(document, above)).length - 1;
  return { changes, path: rest === 0 ? above : [...above, Math.min(at, rest - 1)] };
}

/** The place that is asked for, or where the vocabulary has an order, the last one that fits it. */
function placeFor(around: XmlElement, element: string, wanted: number): number {
  const definitions: Vocabulary['elements'] = scriptVocabulary.elements;
  const content = definitions[around.name]?.content;
  if (content?.kind !== 'sequence') return wanted;
  const order = content.of.map(({ name }) => name);
  const rank = order.indexOf(element);
  return elementsOf(around).findLastIndex(({ name }) => order.indexOf(name) <= rank) + 1;
}

function moved(document: XmlDocument, path: ElementPath, by: 1 | -1) {
  const [above, at] = [path.slice(0, -1), path.at(-1)];
  if (at === undefined) {
    throw new ScriptErrors.NotEditable({ file: document.source.file, reason: 'the script itself cannot be moved' });
  }
  const parent = elementAt(document, above);
  const to = at + by;
  if (to < 0 || to >= elementsOf(parent).length) return { changes: [], path };
  return { changes: moveElement(document, elementAt(document, path), parent, to), path: [...above, to] };
}
