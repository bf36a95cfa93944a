import type { Stub } from '@caruso/core';
import type { Condition, Storage } from '@caruso/storage-manager/contract';
import type { AttributeValue, Entity, HistoryEntry } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { ObjectModel } from '../model/model.js';
import { ofObjects } from '../records/own-table.js';
import type { AttributeChange } from './attribute-change.js';
import { isSameValue } from './attribute-change.js';
import { historyColumns, historyTable, inState, readEntry, type StoredEntry, withId } from './history-entry.js';
import { judgeEntries, type Verdict } from './judge-entry.js';
import { historyStoreOf, isWithObject } from './where-kept.js';

const CHUNK = 200;

/** What is asked of a history. */
export interface HistoryPage {
  readonly attribute?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** How somebody sees an object, and so what it was. */
export interface HistoryView {
  readonly key: string;
  /** The object as it is stored; null when there is none any more. */
  readonly current: Entity | null;
  /** Whether he sees only some objects of the type: then he does not see what was there under the same key before. */
  readonly restricted: boolean;
  /** Whether he sees an attribute or link at all. */
  sees(name: string): boolean;
  /** Values as he sees them. */
  show(values: Readonly<Record<string, AttributeValue>>): Readonly<Record<string, AttributeValue>>;
}

type Reader = Pick<Stub<typeof Storage>, 'select'>;

/**
 * A page of what happened to an object, the latest first, as somebody may see it: what he does not see of the object, and
 * changes in what he does not see, are not there.
 *
 * @throws ObjectErrors.BadCursor
 */
export async function readHistory(
  storage: Reader,
  type: ObjectModel,
  { attribute, limit, after }: HistoryPage,
  view: HistoryView,
): Promise<{ items: HistoryEntry[]; next?: string }> {
  const items: HistoryEntry[] = [];
  const verdicts = judgeEntries(await unsettledEntries(storage, type, view.key), view.current);
  let before = after === undefined ? undefined : await sequenceOf(storage, type, view.key, after);
  for (;;) {
    const found = await entriesBefore(storage, type, view.key, before);
    for (const entry of found) {
      before = entry.sequence;
      const shown = shownEntry(entry, verdicts.get(entry.id), view, attribute);
      if (shown !== undefined && items.length === limit) return { items, next: items.at(-1)?.id ?? '' };
      if (shown !== undefined) items.push(shown);
      if (view.restricted && entry.operation === 'create') return { items };
    }
    if (found.length < CHUNK) return { items };
  }
}

function shownEntry(
  entry: StoredEntry,
  judged: Verdict | undefined,
  view: HistoryView,
  attribute: string | undefined,
): HistoryEntry | undefined {
  const { id, at, operation, actor, roles, caller, state } = entry;
  if (state === 'waiting') return undefined;
  const verdict = judged ?? (state === 'unclear' ? 'unclear' : 'happened');
  if (verdict === 'not') return undefined;
  const changes = shownChanges(entry.changes, view).filter(
    (each) => attribute === undefined || each.attribute === attribute,
  );
  if (changes.length === 0 && (operation === 'update' || attribute !== undefined)) return undefined;
  return {
    id,
    at,
    operation,
    caller,
    roles: [...roles],
    changes,
    ...(actor === undefined ? {} : { actor }),
    ...(verdict === 'unclear' ? { unclear: true } : {}),
  };
}

function shownChanges(changes: readonly AttributeChange[], view: HistoryView): AttributeChange[] {
  const from = view.show(Object.fromEntries(changes.map((each) => [each.attribute, each.from])));
  const to = view.show(Object.fromEntries(changes.map((each) => [each.attribute, each.to])));
  return changes.flatMap(({ attribute, erased }) => {
    const change = { attribute, from: from[attribute] ?? null, to: to[attribute] ?? null };
    if (erased) return view.sees(attribute) ? [{ ...change, erased }] : [];
    return isSameValue(change.from, change.to) ? [] : [change];
  });
}

/** Entries of which nobody has said yet whether they happened, the earliest first. */
async function unsettledEntries(storage: Reader, type: ObjectModel, key: string): Promise<readonly StoredEntry[]> {
  if (isWithObject(type)) return [];
  const rows = await storage.select({
    store: historyStoreOf(type),
    table: historyTable.name,
    columns: Object.values(historyColumns),
    where: { all: [ofObjects(type.name, [key]), inState('pending')] },
    order: [{ column: historyColumns.sequence }],
  });
  return rows.map(readEntry);
}

async function entriesBefore(
  storage: Reader,
  type: ObjectModel,
  key: string,
  before: number | undefined,
): Promise<readonly StoredEntry[]> {
  const { sequence } = historyColumns;
  const all: Condition[] = [ofObjects(type.name, [key])];
  if (before !== undefined) all.push({ column: sequence, op: 'lt', value: String(before) });
  const rows = await storage.select({
    store: historyStoreOf(type),
    table: historyTable.name,
    columns: Object.values(historyColumns),
    where: { all },
    order: [{ column: sequence, descending: true }],
    limit: CHUNK,
  });
  return rows.map(readEntry);
}

async function sequenceOf(storage: Reader, type: ObjectModel, key: string, id: string): Promise<number> {
  const { sequence } = historyColumns;
  const where = { all: [ofObjects(type.name, [key]), withId(id)] };
  const asked = { store: historyStoreOf(type), table: historyTable.name, columns: [sequence], where };
  const [row] = /^[0-9a-f-]{36}$/i.test(id) ? await storage.select(asked) : [];
  if (row === undefined) throw new ObjectErrors.BadCursor({ object: type.name });
  return Number(row[sequence.name]);
}
