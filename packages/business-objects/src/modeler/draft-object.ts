import type { CatalogueTable } from '@caruso/storage-manager/contract';
import { type Abbreviations, spelledOut } from './abbreviations.js';
import { chooseTitle } from './choose-title.js';
import type { DraftAttribute, DraftLink, DraftObject } from './draft.js';
import { draftColumn } from './draft-column.js';
import type { NamePool } from './name-pool.js';
import type { PlannedLink } from './plan-links.js';
import type { TableFacts } from './relation.js';
import type { ColumnSample } from './sample.js';
import { type ObjectName, sharedFirstWord } from './table-names.js';
import { camelCase, wordsOf } from './words.js';

/** What an object is drafted from beside its table. */
export interface ObjectContext {
  readonly named: ObjectName;
  /** Links to one, in the order of their columns. */
  readonly links: readonly PlannedLink[];
  /** Links that lead back from others. */
  readonly inverse: readonly DraftLink[];
  /** Members of the key, as links or as columns. */
  readonly keyParts: readonly KeyPart[];
  /** How columns are read that have to be read as those they are linked with. */
  readonly readings: (column: string) => ColumnSample | undefined;
  readonly pool: NamePool;
  readonly abbreviations: Abbreviations;
  readonly notes: readonly string[];
}

/** A part of a key: a link, or a column of the table. */
export type KeyPart = { readonly link: PlannedLink } | { readonly column: string };

const LONGEST_LABEL = 40;
/** Values that cannot be compared tell no rows apart. */
const INCOMPARABLE: readonly DraftAttribute['type'][] = ['json', 'double', 'binary'];

/** Drafts the object type of a table; undefined when nothing of it can be read. */
export function draftObject(facts: TableFacts, context: ObjectContext): DraftObject | undefined {
  const { table, sample, key } = facts;
  const { named, links, keyParts, pool } = context;
  const notes = [...context.notes];
  const inKey = new Set(keyParts.flatMap((part) => ('column' in part ? [part.column] : [])));
  const linked = new Set(links.flatMap(({ columns }) => columns));
  const attributes: DraftAttribute[] = [];
  const byColumn = new Map<string, string>();
  for (const column of table.columns) {
    const read = context.readings(column.name);
    if (linked.has(column.name) && !inKey.has(column.name)) continue;
    if (read === undefined) {
      notes.push(
        `the column ${column.name} (${column.engineType}) is left out: it holds ${sample.unreadable.get(column.name) ?? 'nothing that can be read'}`,
      );
      continue;
    }
    const identifies = inKey.has(column.name) || linked.has(column.name);
    const draft = draftColumn(column, read, { table, sample, identifies });
    if (key === undefined && INCOMPARABLE.includes(draft.type)) {
      notes.push(
        `the column ${column.name} is left out: without a key objects are told apart by all they have, and a ${draft.type} cannot be compared`,
      );
      continue;
    }
    const words = wordsOf(column.name);
    const own = ownWords(words, table, named);
    const name = pool.take(
      camelCase(own.length === 0 ? ['column', String(attributes.length + 1)] : own),
      camelCase(words),
    );
    const label = labelOf(column.comment, column.name, words, own, context.abbreviations);
    const comment = column.comment !== undefined && column.comment !== label ? [column.comment] : [];
    byColumn.set(column.name, name);
    attributes.push({
      name,
      ...(label === undefined ? {} : { label }),
      column: column.name,
      ...draft,
      notes: [...comment, ...draft.notes],
    });
  }
  if (attributes.length === 0 && links.length === 0) return undefined;
  const drafted = links.map(
    ({ name, to, inverse, columns, required, note }): DraftLink => ({
      name,
      to,
      inverse,
      columns,
      required,
      notes: note === undefined ? [] : [note],
    }),
  );
  const members = keyParts.flatMap((part) => ('link' in part ? [part.link.name] : [byColumn.get(part.column) ?? '']));
  const isView = table.kind === 'view';
  if (key?.note !== undefined) notes.push(key.note);
  if (key === undefined)
    notes.push(
      `nothing tells its rows apart for sure, so it has no key: objects can be found${isView ? '' : ' and created'}`,
    );
  if (isView) notes.push('a view: it is only read');
  const { title, searched } = chooseTitle(attributes, drafted, members);
  const label = labelOf(undefined, table.name, named.words, named.words, context.abbreviations);
  return {
    name: named.name,
    ...(label === undefined ? {} : { label }),
    table: table.name,
    key: members,
    title,
    attributes: attributes.map((each) => (searched.includes(each.name) ? { ...each, search: true } : each)),
    links: [...drafted, ...context.inverse],
    write: isView ? 'none' : 'all',
    notes: table.comment === undefined ? notes : [table.comment, ...notes],
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
function labelOf(
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
