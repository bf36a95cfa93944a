import type { Condition, Row, Statement, TableDefinition, Value } from '@caruso/storage-manager/contract';
import { ABOUT, BY, column, columnDefinitions, readAuthor } from '../records/own-table.js';
import { giveBytes, keepBytes } from '../values/bytes-in-json.js';
import type { AttributeChange } from './attribute-change.js';

/**
 * `pending` until it is known whether the write in another store took effect, `waiting` while the outbox has yet to make it,
 * `unclear` when somebody else wrote the object before that could be found out.
 */
export type EntryState = 'done' | 'pending' | 'waiting' | 'unclear';

/** What one write did to one object. */
export interface NewEntry {
  readonly id: string;
  /** What was written together has the same one. */
  readonly change: string;
  readonly object: string;
  /** Empty while the database has yet to make it. */
  readonly key: string;
  readonly operation: 'create' | 'update' | 'delete';
  /** ISO instant. */
  readonly at: string;
  /** For whom it was made; absent when the system did it itself. */
  readonly actor?: string | undefined;
  readonly roles: readonly string[];
  /** The component or border through which it came. */
  readonly caller: string;
  readonly state: EntryState;
  readonly changes: readonly AttributeChange[];
}

export interface StoredEntry extends NewEntry {
  readonly sequence: number;
}

export const historyColumns = {
  sequence: column('sequence', 'long'),
  id: column('id', 'uuid'),
  change: column('change_id', 'uuid'),
  ...ABOUT,
  operation: column('operation', 'string'),
  at: column('at', 'instant'),
  ...BY,
  state: column('state', 'string'),
  changes: column('changes', 'text'),
} as const;
const C = historyColumns;
const WRITTEN = Object.values(C).filter((each) => each !== C.sequence && each !== C.key);

/** The table in which histories are kept: of objects of managed stores beside them, of others in the system store. */
export const historyTable = {
  name: 'caruso_history',
  columns: columnDefinitions(C, {
    optional: [C.actor],
    sizes: new Map([
      [C.operation, 10],
      [C.state, 10],
      [C.object, 100],
    ]),
  }),
  key: ['sequence'],
  unique: [['id']],
  indexes: [['object_key'], ['state'], ['change_id']],
} satisfies TableDefinition;
const TABLE = historyTable.name;

/** Entries whose keys are known, in one statement. */
export function insertEntries(entries: readonly NewEntry[]): Statement[] {
  if (entries.length === 0) return [];
  const rows = entries.map((entry) => [...valuesOf(entry), entry.key]);
  return [{ insertMany: { table: TABLE, columns: [...WRITTEN, C.key], rows } }];
}

/** An entry whose key is what the database makes in an earlier statement of the same write. */
export function insertTaking(entry: NewEntry, from: number): Statement {
  const values = valuesOf(entry);
  const cells = WRITTEN.map((each, index) => ({ column: each, value: values[index] ?? null }));
  return { insert: { table: TABLE, cells, takes: { column: C.key, from } } };
}

function valuesOf(entry: NewEntry): readonly Value[] {
  const { id, change, object, operation, at, actor = null, roles, caller, state, changes } = entry;
  return [
    id,
    change,
    object,
    operation,
    at,
    actor,
    JSON.stringify(roles),
    caller,
    state,
    JSON.stringify(changes, keepBytes),
  ];
}

/** Gives entries that are in a state another one, and a key where they had none. */
export function changeState(where: Condition, from: EntryState, to: EntryState, key?: string): Statement {
  const set = [{ column: C.state, value: to }, ...(key === undefined ? [] : [{ column: C.key, value: key }])];
  return { update: { table: TABLE, set, where: { all: [where, inState(from)] } } };
}

/** Gives an entry other changes. */
export function rewriteChanges(id: string, changes: readonly AttributeChange[]): Statement {
  const set = [{ column: C.changes, value: JSON.stringify(changes, keepBytes) }];
  return { update: { table: TABLE, set, where: withId(id) } };
}

/** Takes back entries of what did not happen. */
export function dropEntries(where: Condition): Statement {
  return { delete: { table: TABLE, where: { all: [where, inState('pending')] } } };
}

export const inState = (state: EntryState): Condition => ({ column: C.state, op: 'eq', value: state });
export const withId = (id: string): Condition => ({ column: C.id, op: 'eq', value: id });
export const ofChange = (change: string): Condition => ({ column: C.change, op: 'eq', value: change });

export function readEntry(row: Row): StoredEntry {
  return {
    sequence: Number(row.sequence),
    id: String(row.id),
    change: String(row.change_id),
    object: String(row.object),
    key: String(row.object_key),
    operation: row.operation as StoredEntry['operation'],
    at: String(row.at),
    ...readAuthor(row),
    state: row.state as EntryState,
    changes: JSON.parse(String(row.changes), giveBytes) as AttributeChange[],
  };
}
