import type { AttributeDefinition, ElementDefinition } from '@caruso/language';
import { scriptVocabulary } from './script-vocabulary.js';

const definitions: Readonly<Record<string, ElementDefinition>> = scriptVocabulary.elements;

/** Elements that stand outside of texts as well. */
const outsideTexts = new Set(
  Object.values(definitions).flatMap(({ content }) => {
    if (content.kind === 'any') return content.of;
    return content.kind === 'sequence' ? content.of.map(({ name }) => name) : [];
  }),
);

/** What the vocabulary says of an element. */
export function definitionOf(element: string): ElementDefinition | undefined {
  return Object.hasOwn(definitions, element) ? definitions[element] : undefined;
}

/** Whether an element is a part of wording, such as `<b>`. */
export function isInline(element: string): boolean {
  return definitionOf(element) !== undefined && element !== scriptVocabulary.root && !outsideTexts.has(element);
}

/** The attribute of a type that an element has, such as its id. */
export function attributeOfType(element: string, type: AttributeDefinition['type']): string | undefined {
  return Object.entries(definitionOf(element)?.attributes ?? {}).find((entry) => entry[1].type === type)?.[0];
}

/** Whether words can stand in an element. */
export function holdsWords(element: string): boolean {
  return definitionOf(element)?.content.kind === 'mixed';
}
