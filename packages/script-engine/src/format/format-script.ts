import { formatXml, readXml } from '@caruso/language';
import { scriptVocabulary } from '../vocabulary/script-vocabulary.js';

/**
 * Writes a dialog script in the layout that all scripts have. What the script means stays, also with errors in it, and so
 * do its comments.
 *
 * @throws LanguageErrors.InvalidDocument when it is not well-formed XML
 */
export function formatScript(text: string, file: string): string {
  return formatXml(readXml(text, file), scriptVocabulary);
}
