import { defineErrors, error } from '@caruso/core';
import type { Diagnostic } from './diagnostics/diagnostic.js';

/** The errors of this package (`CRS-LNG-…`). */
export const LanguageErrors = defineErrors('LNG', {
  InvalidDocument: error(
    1,
    'invalid',
    ({ file, diagnostics }: { file: string; diagnostics: readonly Diagnostic[] }) =>
      `${file} is not valid: ${firstOf(file, diagnostics)}`,
  ),
  BadVocabulary: error(
    2,
    'invalid',
    ({ element, reason }: { element: string; reason: string }) =>
      `The vocabulary cannot be defined: element "${element}" ${reason}.`,
  ),
  NotWritable: error(
    3,
    'invalid',
    ({ what, reason }: { what: string; reason: string }) => `The document cannot hold ${what}: ${reason}.`,
  ),
});

function firstOf(file: string, diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return 'no reason is recorded.';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  // A document may name another file, and be wrong because of it.
  const where = first.file === file ? '' : `${first.file}:`;
  return `${where}${first.line}:${first.column} ${first.code}: ${first.message}${more}`;
}
