import { formatXml, readXml } from '@caruso/language';
import { rehearsalVocabulary } from '../vocabulary/rehearsal-vocabulary.js';
import { scriptVocabulary } from '../vocabulary/script-vocabulary.js';

/**
 * Writes a dialog script, or a file of tests, in the layout that all have. What it means stays, also with errors in it, and
 * so do its comments.
 *
 * @throws LanguageErrors.InvalidDocument when it is not well-formed XML
 */
export function formatScript(text: string, file: string): string {
  const document = readXml(text, file);
  const isTests = document.root.name === rehearsalVocabulary.root;
  return formatXml(document, isTests ? rehearsalVocabulary : scriptVocabulary);
}
