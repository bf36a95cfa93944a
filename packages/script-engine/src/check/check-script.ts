import { CarusoError } from '@caruso/core';
import { type Diagnostic, LanguageErrors } from '@caruso/language';
import { checkIdsKept } from './check-ids-kept.js';
import { analyseWith, type ScriptOptions } from './script-options.js';

/**
 * Checks a dialog script: vocabulary, names, services, types, ways, wording. All errors and warnings are found, not the
 * first only, and each points into the text, also inside of expressions.
 *
 * @param text the XML document
 * @param file its name, for messages
 * @returns what is wrong, in the order of places; empty when the script is in order
 * @example
 * ```ts
 * const found = checkScript(readFileSync('move.xml', 'utf8'), 'move.xml', { contracts: [Billing] });
 * // move.xml:42:17: error unknown-name: 'answers.reasn' (did you mean 'reason'?)
 * ```
 */
export function checkScript(text: string, file: string, options: ScriptOptions = {}): readonly Diagnostic[] {
  try {
    const { diagnostics } = analyseWith({ text, file }, options);
    const { before } = options;
    if (before) diagnostics.add(checkIdsKept({ text, file }, before).all);
    return diagnostics.all;
  } catch (thrown) {
    if (CarusoError.is(thrown) && LanguageErrors.InvalidDocument.is(thrown)) return thrown.data.diagnostics;
    throw thrown;
  }
}
