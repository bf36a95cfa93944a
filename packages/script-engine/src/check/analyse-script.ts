import { checkDocument, type Diagnostics, readXml } from '@caruso/language';
import { buildFlow } from '../flow/build-flow.js';
import { buildScript } from '../model/build-script.js';
import type { CallableScripts } from '../resolve/callable-scripts.js';
import { resolveScript } from '../resolve/resolve-script.js';
import type { CalledScript } from '../resolve/resolved-script.js';
import type { Services } from '../resolve/services.js';
import { scriptVocabulary } from '../vocabulary/script-vocabulary.js';
import { checkAnswers } from './check-answers.js';
import { checkAttributes } from './check-attributes.js';
import { checkFiles } from './check-files.js';
import { checkFlow } from './check-flow.js';
import { checkItems } from './check-items.js';
import { checkSecrets } from './check-secrets.js';
import { checkTitles } from './check-titles.js';
import { checkTranslations } from './check-translations.js';
import { checkVoice } from './check-voice.js';
import { checkVoiceValues } from './check-voice-values.js';
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
export interface Analysis extends CalledScript {
  readonly diagnostics: Diagnostics;
}

/** What a script can reach beyond itself. */
export interface Reach {
  readonly services: Services;
  readonly scripts: CallableScripts;
}

/**
 * Reads and checks a script.
 *
 * @throws LanguageErrors.InvalidDocument when it is not well-formed XML; everything else is in `diagnostics`
 */
export function analyseScript(text: string, file: string, { services, scripts }: Reach): Analysis {
  const document = readXml(text, file);
  const script = buildScript(document);
  const resolved = resolveScript(script, services, scripts);
  const { diagnostics } = resolved;
  diagnostics.add(checkDocument(document, scriptVocabulary));
  const flow = buildFlow(resolved);
  checkAttributes(document.root, diagnostics);
  checkVoiceValues(document.root, diagnostics);
  checkFiles(document.root, diagnostics);
  checkItems(resolved);
  checkTitles(resolved);
  checkWording(resolved);
  checkSecrets(resolved);
  checkVoice(resolved);
  checkTranslations(document, diagnostics);
  // Ways through a document whose structure is wrong would only repeat its errors.
  const hasWays = !diagnostics.all.some(({ code }) => STRUCTURE.has(code));
  if (hasWays) {
    checkFlow(resolved, flow);
    checkAnswers(resolved, flow);
  }
  return { resolved, flow, diagnostics };
}
