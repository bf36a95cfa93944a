import { type Content, elementsOf, textOf, type Vocabulary, type XmlDocument, type XmlElement } from '@caruso/language';
import { scriptVocabulary } from '../vocabulary/script-vocabulary.js';
import { elementAt } from './element-at.js';
import type { ElementForm, ElementPath } from './studio-contract.js';

const elements: Vocabulary['elements'] = scriptVocabulary.elements;

/** Elements that are nodes of the graph, and so have forms of their own. */
const NODES: ReadonlySet<string> = new Set([
  ...['lookup', 'let', 'section', 'question', 'info', 'do', 'go', 'call', 'end', 'branch'],
]);

/** The form of an element, as the vocabulary says what it can hold. */
export function elementForm(document: XmlDocument, path: ElementPath): ElementForm {
  return formOf(elementAt(document, path), path);
}

function formOf(element: XmlElement, path: ElementPath): ElementForm {
  const definition = elements[element.name];
  const inside = elementsOf(element);
  const allowed = definition ? namesIn(definition.content) : [];
  const holdsText = definition?.content.kind === 'mixed' && inside.every(({ name }) => !isMarkup(name));
  const hasOwnForm = (child: XmlElement) =>
    NODES.has(child.name) &&
    !(child.name === 'go' && ['question', 'info', 'call', 'retry', 'failed'].includes(element.name));
  return {
    path: [...path],
    element: element.name,
    doc: definition?.doc ?? '',
    fields: fieldsOf(element),
    ...(holdsText && inside.length === 0 ? { text: textOf(element) } : {}),
    children: inside.flatMap((child, at) =>
      hasOwnForm(child) || isMarkup(child.name) ? [] : [formOf(child, [...path, at])],
    ),
    addable: allowed.filter((name) => !isMarkup(name)),
  };
}

function namesIn(content: Content): readonly string[] {
  if (content.kind === 'empty') return [];
  return content.kind === 'sequence' ? content.of.map(({ name }) => name) : content.of;
}

const isMarkup = (name: string) => name === 'b' || name === 'i' || name === 'br';

function fieldsOf(element: XmlElement): ElementForm['fields'] {
  const attributes = Object.entries(elements[element.name]?.attributes ?? {});
  return attributes.map(([name, { type, required, default: preset }]) => {
    const value = element.attributes.get(name)?.value;
    return {
      name,
      type: typeof type === 'string' ? type : ('list' as const),
      required: required === true,
      ...(value === undefined ? {} : { value }),
      ...(typeof type === 'string' ? {} : { options: [...type] }),
      ...(preset === undefined ? {} : { default: preset }),
    };
  });
}
