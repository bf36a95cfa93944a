import { textOf, type XmlElement } from '@caruso/language';
import { templateProblems } from '../../templates/placeholders.js';
import type { Values } from './values.js';

/**
 * Reads the text of an element that is filled in later, as it is meant: without the lines around it, and what all its lines are indented by.
 *
 * @param known - what it may be filled in with; what is known of an answer if left out
 */
export function readFilledText(values: Values, element: XmlElement, known?: readonly string[]): string {
  for (const child of element.children)
    if (child.kind === 'text') values.diagnostics.add(templateProblems(child.slice, known));
  const text = withoutIndent(textOf(element));
  if (text === '') values.diagnostics.error('empty-text', 'There is no text', element.tag);
  return text;
}

function withoutIndent(text: string): string {
  const lines = text
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split(/\r?\n/);
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents, 1_000);
  return lines.map((line) => line.slice(indent)).join('\n');
}
