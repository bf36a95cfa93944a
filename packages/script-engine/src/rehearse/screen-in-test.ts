import { elementsOf, textOf, type XmlElement } from '@caruso/language';
import type { Screen } from '../contract.js';
import { exampleFile } from '../file/example-file.js';
import { word } from '../model/read-attribute.js';
import { textOfRich } from '../present/rich-text.js';

/** What is shown, for a message that says why something else is not. */
export function shownNow({ state, node, outcome, complaint }: Screen): string {
  if (state !== 'open') return `the dialog has ended with '${node.id}'${outcome === undefined ? '' : ` (${outcome})`}`;
  const said = complaint === undefined ? '' : `, with the complaint "${textOfRich(complaint)}"`;
  return `${node.kind === 'question' ? 'asked' : 'shown'} is '${node.id}'${said}`;
}

/** The answer in the form that its question takes. */
export function answerIn(step: XmlElement, { node }: Screen): unknown {
  const fields = Object.fromEntries(
    elementsOf(step, 'field').map((field) => [word(field, 'name') ?? '', textOf(field).trim()]),
  );
  const text = textOf(step).trim();
  if (node.question?.type === 'file') return exampleOf(text, fields);
  if (Object.keys(fields).length > 0) return fields;
  if (text === '') return null;
  return node.question?.type === 'choices' ? text.split(/[\s,]+/) : text;
}

function exampleOf(text: string, { name = text, ...more }: Readonly<Record<string, string>>): unknown {
  return name === '' ? null : exampleFile(name, more);
}
