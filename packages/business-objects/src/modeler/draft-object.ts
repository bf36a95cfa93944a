import type { Abbreviations } from './abbreviations.js';
import { chooseTitle } from './choose-title.js';
import type { DraftAttribute, DraftLink, DraftObject } from './draft.js';
import { draftAttribute, labelOf } from './draft-attribute.js';
import { draftColumn } from './draft-column.js';
import type { NamePool } from './name-pool.js';
import type { PlannedLink } from './plan-links.js';
import type { TableFacts } from './relation.js';
import type { ColumnSample } from './sample.js';
import type { ObjectName } from './table-names.js';

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

/** Values that cannot be compared tell no rows apart. */
const INCOMPARABLE: readonly DraftAttribute['type'][] = ['json', 'double', 'binary'];

/** Drafts the object type of a table; undefined when nothing of it can be read. */
export function draftObject(facts: TableFacts, context: ObjectContext): DraftObject | undefined {
  const { table, sample, key } = facts;
  const { named, links, keyParts, pool, abbreviations } = context;
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
    const found = draftColumn(column, read, { table, sample, identifies });
    if (key === undefined && INCOMPARABLE.includes(found.type)) {
      notes.push(
        `the column ${column.name} is left out: without a key objects are told apart by all they have, and a ${found.type} cannot be compared`,
      );
      continue;
    }
    const draft = draftAttribute(column, found, { table, named, pool, abbreviations, at: attributes.length + 1 });
    byColumn.set(column.name, draft.name);
    attributes.push(draft);
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
