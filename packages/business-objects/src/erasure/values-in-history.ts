import type { Stub } from '@caruso/core';
import type { Condition, Statement, Storage } from '@caruso/storage-manager/contract';
import type { AttributeChange } from '../history/attribute-change.js';
import {
  historyColumns,
  historyTable,
  insertEntries,
  type NewEntry,
  readEntry,
  rewriteChanges,
  type StoredEntry,
} from '../history/history-entry.js';
import { historyStoreOf } from '../history/where-kept.js';
import type { ObjectModel } from '../model/model.js';
import { ofObjects } from '../records/own-table.js';

const STATEMENTS_PER_WRITE = 200;

/** The values of objects that their histories hold. */
export class ValuesInHistory {
  readonly #storage: Pick<Stub<typeof Storage>, 'select' | 'write'>;

  constructor(storage: Pick<Stub<typeof Storage>, 'select' | 'write'>) {
    this.#storage = storage;
  }

  /** How many entries hold values of some attributes, or of such as the model has not any more. */
  async count(type: ObjectModel, key: string, attributes: readonly string[]): Promise<number> {
    if (type.history === undefined || attributes.length === 0) return 0;
    const goes = isErased(type, attributes);
    return (await this.#entries(type, ofObjects(type.name, [key]))).filter((entry) => holds(entry, goes)).length;
  }

  /** Whether changes of an object are under way, of which nobody knows yet whether they happen. */
  async isUnsettled(type: ObjectModel, key: string): Promise<boolean> {
    if (type.history === undefined) return false;
    const entries = await this.#entries(type, ofObjects(type.name, [key]));
    return entries.some(({ state }) => state === 'pending' || state === 'waiting');
  }

  /** Takes the values of some attributes, and of those that the model has not any more, out of the history of an object. */
  async scrub(type: ObjectModel, key: string, attributes: readonly string[]): Promise<void> {
    if (type.history === undefined || attributes.length === 0) return;
    const goes = isErased(type, attributes);
    const found = (await this.#entries(type, ofObjects(type.name, [key]))).filter((entry) => holds(entry, goes));
    const statements = found.map(({ id, changes }) =>
      rewriteChanges(
        id,
        changes.map((change) => (goes(change.attribute) ? withoutValues(change) : change)),
      ),
    );
    for (let at = 0; at < statements.length; at += STATEMENTS_PER_WRITE)
      await this.#write(type, statements.slice(at, at + STATEMENTS_PER_WRITE));
  }

  /** Adds an entry, unless it is there already. */
  async add(type: ObjectModel, entry: NewEntry): Promise<void> {
    if (type.history === undefined) return;
    const { id } = historyColumns;
    const known = await this.#entries(type, { column: id, op: 'eq', value: entry.id });
    if (known.length === 0) await this.#write(type, insertEntries([entry]));
  }

  /** The keys of objects that led to another one when they were created, or since. */
  async keysOfLinked(type: ObjectModel, link: string, to: string): Promise<readonly string[]> {
    const { object, changes } = historyColumns;
    const led = `${JSON.stringify({ to }).slice(1, -1)}}`;
    const entries = await this.#entries(type, {
      all: [
        { column: object, op: 'eq', value: type.name },
        { column: changes, op: 'contains', value: led },
      ],
    });
    const leading = entries.filter((entry) =>
      entry.changes.some((change) => change.attribute === link && change.to === to),
    );
    return [...new Set(leading.map(({ key }) => key))];
  }

  async #entries(type: ObjectModel, where: Condition): Promise<readonly StoredEntry[]> {
    const columns = Object.values(historyColumns);
    const rows = await this.#storage.select({ store: historyStoreOf(type), table: historyTable.name, columns, where });
    return rows.map(readEntry);
  }

  async #write(type: ObjectModel, statements: readonly Statement[]): Promise<void> {
    await this.#storage.write({ store: historyStoreOf(type), statements: [...statements] });
  }
}

/** What is erased of a history: the values of some attributes, and of those that the model has not any more. */
const isErased =
  ({ attributes: own, links }: ObjectModel, attributes: readonly string[]) =>
  (name: string): boolean =>
    attributes.includes(name) || !(own.has(name) || links.has(name));

const holds = ({ changes }: StoredEntry, goes: (name: string) => boolean) =>
  changes.some(({ attribute, erased }) => !erased && goes(attribute));

const withoutValues = ({ attribute, to, erased }: AttributeChange): AttributeChange =>
  erased ? { attribute, from: null, to, erased } : { attribute, from: null, to: null, erased: true };
