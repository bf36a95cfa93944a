import type { CatalogueColumn, CatalogueTable } from '@caruso/storage-manager/contract';
import { type Abbreviations, spelledOut } from './abbreviations.js';
import type { ColumnDraft } from './column-draft.js';
import type { DraftAttribute } from './draft.js';
import type { NamePool } from './name-pool.js';
import { type ObjectName, sharedFirstWord } from './table-names.js';
import { camelCase, wordsOf } from './words.js';

/** What a name for an attribute is chosen by. */
export interface NamingContext {
  readonly table: CatalogueTable;
  /** The object it is for. */
  readonly named: ObjectName;
  /** Names that its object has already. */
  readonly pool: NamePool;
  readonly abbreviations: Abbreviations;
  /** Which attribute of the object it is, from 1: it is called so when nothing of its column's name can be kept. */
  readonly at: number;
}

const LONGEST_LABEL = 40;

/** Names the attribute of a column as people would, and gives it a label where the name alone does not say it. */
export function draftAttribute(column: CatalogueColumn, draft: ColumnDraft, context: NamingContext): DraftAttribute {
  const { table, named, pool, abbreviations, at } = context;
  const words = wordsOf(column.name);
  const own = ownWords(words, table, named);
  const name = pool.take(camelCase(own.length === 0 ? ['column', String(at)] : own), camelCase(words));
  const label = labelOf(column.comment, column.name, words, own, abbreviations);
  const comment = column.comment !== undefined && column.comment !== label ? [column.comment] : [];
  return {
    name,
    ...(label === undefined ? {} : { label }),
    column: column.name,
    ...draft,
    notes: [...comment, ...draft.notes],
  };
}

/** The words of a column's name without those that all columns begin with, or that only repeat the table's name. */
function ownWords(words: readonly string[], table: CatalogueTable, { words: object }: ObjectName): readonly string[] {
  const shared = sharedFirstWord(table.columns.map(({ name }) => wordsOf(name)));
  const rest = shared === undefined ? words : words.slice(1);
  const lower = (each: readonly string[]) => each.map((word) => word.toLowerCase());
  const repeats =
    rest.length > object.length && lower(rest.slice(0, object.length)).join(' ') === lower(object).join(' ');
  return repeats ? rest.slice(object.length) : rest;
}

/** A short comment of the database, the spelt-out name, or the name itself where nothing of it could be kept. */
export function labelOf(
  comment: string | undefined,
  name: string,
  words: readonly string[],
  own: readonly string[],
  abbreviations: Abbreviations,
): string | undefined {
  if (comment !== undefined && comment.trim() !== '' && comment.length <= LONGEST_LABEL && !/[\n\r<]/.test(comment))
    return comment.trim();
  if (words.length === 0) return name;
  const spelt = spelledOut(own, abbreviations);
  if (spelt !== undefined) return spelt;
  // Letters that names cannot have are kept where people read them.
  return /[^\p{ASCII}]/u.test(name) ? name.replaceAll('_', ' ') : undefined;
}
