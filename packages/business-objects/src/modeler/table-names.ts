import type { CatalogueTable } from '@caruso/storage-manager/contract';
import { NamePool } from './name-pool.js';
import { pascalCase, singular, wordsOf } from './words.js';

/** The name of an object type, and the words it was made of. */
export interface ObjectName {
  readonly name: string;
  readonly words: readonly string[];
}

const TABLE_WORD = /^(?:t|tb|tbl|tab|table|v|vw|view|dbo)$/i;

/** Names for the object types of tables: in the singular, without what the names of all tables begin with. */
export function objectNames(tables: readonly CatalogueTable[]): ReadonlyMap<string, ObjectName> {
  const pool = new NamePool();
  const all = tables.map((table) => partsOf(table.name));
  const shared = sharedFirstWord(all.map(({ words }) => words));
  const names = new Map<string, ObjectName>();
  tables.forEach((table, at) => {
    const { schema, words } = all[at] ?? { schema: [], words: [] };
    const [first = ''] = words;
    const isPrefix = words.length > 1 && (TABLE_WORD.test(first) || first.toLowerCase() === shared);
    const own = inSingular(isPrefix ? words.slice(1) : words);
    const usable = own.length === 0 ? ['Table', String(at + 1)] : own;
    const name = pool.take(
      pascalCase(started(usable)),
      pascalCase(started([...schema, ...usable])),
      pascalCase(started(inSingular(words))),
    );
    names.set(table.name, { name, words: usable });
  });
  return names;
}

/** A word that all names begin with, where there are enough of them; names that are nothing else do not count. */
export function sharedFirstWord(names: readonly (readonly string[])[]): string | undefined {
  const first = names[0]?.[0]?.toLowerCase();
  if (first === undefined || names.length < 3) return undefined;
  return names.every((words) => words.length > 1 && words[0]?.toLowerCase() === first) ? first : undefined;
}

function partsOf(name: string): { schema: readonly string[]; words: readonly string[] } {
  const [, schema, table = name] = /^(?:("(?:[^"]|"")*"|[^."]*)\.)?(.*)$/s.exec(name) ?? [];
  return { schema: wordsOf(schema ?? ''), words: wordsOf(table) };
}

function inSingular(words: readonly string[]): readonly string[] {
  return words.map((word, at) => (at === words.length - 1 ? singular(word) : word));
}

/** A name cannot begin with a digit. */
const started = (words: readonly string[]) => (/^\d/.test(words[0] ?? '') ? ['T', ...words] : words);
