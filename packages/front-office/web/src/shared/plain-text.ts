import type { Screen } from '../../../src/api-types.js';

/** Wording without its marks, for labels. */
export function plainText(text: Screen['node']['text']): string {
  return text.map((run) => (run.lineBreak ? `${run.text}\n` : run.text)).join('');
}
