import type { Contract } from '@caruso/core';
import { CarusoError } from '@caruso/core';
import { checkDocument, type Diagnostic, type Diagnostics, LanguageErrors, readXml } from '@caruso/language';
import { buildFlow } from '../flow/build-flow.js';
import type { Flow } from '../flow/flow.js';
import { buildScript } from '../model/build-script.js';
import { resolveScript } from '../resolve/resolve-script.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { scriptVocabulary } from '../vocabulary/script-vocabulary.js';
import { checkAnswers } from './check-answers.js';
import { checkAttributes } from './check-attributes.js';
import { checkFlow } from './check-flow.js';
import { checkItems } from './check-items.js';
import { checkTitles } from './check-titles.js';
import { checkWording } from './check-wording.js';

/** With one of these nobody can tell where ways lead. */
const STRUCTURE: ReadonlySet<string> = new Set([
  'wrong-root',
  'unknown-element',
  'misplaced-element',
  'missing-element',
  'missing-attribute',
  'duplicate-id',
  'unknown-id',
  'bad-target',
]);

/** Everything that is found out about a script before it runs. */
export interface Analysis {
  readonly resolved: ResolvedScript;
  readonly flow: Flow;
  readonly diagnostics: Diagnostics;
}

/**
 * Checks a dialog script: vocabulary, names, services, types, ways, wording. All errors and warnings are found, not the
 * first only, and each points into the text, also inside of expressions.
 *
 * @param text the XML document
 * @param file its name, for messages
 * @param options `contracts` are those of the services it can call; without them services are not checked
 * @returns what is wrong, in the order of places; empty when the script is in order
 * @example
 * ```ts
 * const found = checkScript(readFileSync('move.xml', 'utf8'), 'move.xml', { contracts: [Billing] });
 * // move.xml:42:17: error unknown-name: 'answers.reasn' (did you mean 'reason'?)
 * ```
 */
export function checkScript(
  text: string,
  file: string,
  options: { readonly contracts?: readonly Contract[] } = {},
): readonly Diagnostic[] {
  try {
    return analyseScript(text, file, options.contracts).diagnostics.all;
  } catch (thrown) {
    if (CarusoError.is(thrown) && LanguageErrors.InvalidDocument.is(thrown)) return thrown.data.diagnostics;
    throw thrown;
  }
}

/**
 * Reads and checks a script.
 *
 * @throws LanguageErrors.InvalidDocument when it is not well-formed XML; everything else is in `diagnostics`
 */
export function analyseScript(text: string, file: string, contracts?: readonly Contract[]): Analysis {
  const document = readXml(text, file);
  const script = buildScript(document);
  const resolved = resolveScript(script, contracts);
  const { diagnostics } = resolved;
  diagnostics.add(checkDocument(document, scriptVocabulary));
  const flow = buildFlow(resolved);
  checkAttributes(document.root, diagnostics);
  checkItems(resolved);
  checkTitles(resolved);
  checkWording(resolved);
  // Ways through a document whose structure is wrong would only repeat its errors.
  const hasWays = !diagnostics.all.some(({ code }) => STRUCTURE.has(code));
  if (hasWays) {
    checkFlow(resolved, flow);
    checkAnswers(resolved, flow);
  }
  return { resolved, flow, diagnostics };
}
