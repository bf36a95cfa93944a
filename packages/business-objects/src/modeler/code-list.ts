import type { CatalogueTable, Value } from '@caruso/storage-manager/contract';
import type { ColumnSample } from './sample.js';
import { camelCase, wordsOf } from './words.js';

/** More than these are no list that somebody chooses from. */
export const MOST_CODES = 15;
const LEAST_ROWS = 10;
const LONGEST_CODE = 40;

/** Names of what has a few known values, and of what only seems to have. */
const LISTED =
  /^(?:status|state|type|typ|kind|art|class|klasse|category|kategorie|group|gruppe|level|stufe|priority|prio|gender|sex|geschlecht|anrede|salutation|role|rolle|mode|method|medium|unit|einheit|flag|kz|kennz|code|rating|reason|grund|channel|kanal|werbg)$/i;
const OPEN =
  /^(?:city|town|ort|country|land|region|zip|plz|postal|street|str|strasse|name|name\d|title|language|lang|currency|date|datum|description|text|remark|bemerkung|state|province|comment|id|email|phone|tel|fax)$/i;

/** Whether few values of a column, each seen often, look like a code list. */
export function looksLikeCodes({ counts, filled, type }: ColumnSample, words: readonly string[]): boolean {
  if (type !== 'string' || filled < LEAST_ROWS || counts.size < 2 || counts.size > MOST_CODES) return false;
  const values = [...counts.keys()].map(String);
  if (filled < counts.size * 3 || values.some((value) => value.length > LONGEST_CODE || /[\n\r]/.test(value)))
    return false;
  const last = words.at(-1) ?? '';
  if (LISTED.test(last) && !(last.toLowerCase() === 'state' && words.length === 1)) return true;
  return !words.some((word) => OPEN.test(word)) && values.every((value) => value.length <= 3);
}

/** The values of columns that a check of the table lists: `STATE IN ('A', 'B')`, also as PostgreSQL writes it. */
export function checkedCodes({ checks, columns }: CatalogueTable, column: string): readonly string[] | undefined {
  for (const { expression } of checks) {
    const plain = expression.replaceAll(/::[a-z ]+(?:\(\d+\))?(?:\[\])?/g, '');
    const list = /^[\s(]*["`[]?([^"`\]()]+?)["`\]]?[\s)]*(?:in\s*\(|=\s*any\s*\(+\s*array\s*\[)(.*?)[\])]+\s*$/is.exec(
      plain,
    );
    if (list === null || list[1]?.trim() !== column) continue;
    if (!columns.some(({ name }) => name === column)) continue;
    const items = [...(list[2] ?? '').matchAll(/\s*'((?:[^']|'')*)'\s*(?:,|$)/gy)];
    if (items.length > 0 && items.map(([text]) => text).join('') === list[2]) {
      return items.map(([, value = '']) => value.replaceAll("''", "'"));
    }
  }
  return undefined;
}

/** Names for the codes of a column: a code that can be a name keeps it, others get one made of their words. */
export function codeNames(codes: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const code of codes) {
    const plain = /^[A-Za-z\d][\w.-]*$/.test(code);
    const words = wordsOf(code);
    const wanted = plain ? code : code.trim() === '' ? 'blank' : words.length > 0 ? camelCase(words) : 'other';
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}${number}`;
    taken.add(name);
    names.set(code, name);
  }
  return names;
}

/** `code(J=optIn,' '=unknown)` */
export function codeConversion(pairs: Iterable<readonly [string, string | boolean]>): string {
  const written = [...pairs].map(([code, value]) => `${quoteCode(code)}=${value}`);
  return `code(${written.join(',')})`;
}

/** As a conversion or a null marker takes it: words as they are, everything else in quotes. */
export function quoteCode(code: Value): string {
  const text = String(code);
  return /^-?[A-Za-z\d_.-]+$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}
