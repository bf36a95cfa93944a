import { CarusoError, type Clock, type Stub } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { Condition, Statement, StatementResult, Storage } from '@caruso/storage-manager/contract';
import type { ObjectSource } from '../permission/permitted-objects.js';
import {
  changeState,
  dropEntries,
  historyColumns,
  historyTable,
  inState,
  insertEntries,
  type NewEntry,
  ofChange,
  ofObjects,
  readEntry,
  type StoredEntry,
  withId,
} from './history-entry.js';
import { judgeEntry } from './judge-entry.js';
import { keyOfCreated } from './key-of-created.js';

const SYSTEM = 'system';
const MOST_READ = 1_000;
const KEYS_PER_LOOKUP = 400;
/** Nobody is still at a write that was begun so long ago. */
const GIVEN_UP_MS = 60_000;

export interface UnsettledContext {
  readonly storage: Pick<Stub<typeof Storage>, 'select' | 'write'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
  readonly source: ObjectSource;
}

/**
 * The history of objects in stores in which CARUSO has no tables. An entry is written before the object, as one of which
 * nobody knows yet whether it will have happened; afterwards it is settled. What a crash leaves is found out from the object:
 * when somebody asks, when it is written again, and when the service starts.
 */
export class UnsettledEntries {
  readonly #context: UnsettledContext;
  readonly #inFlight = new Set<string>();
  #timer: { cancel(): void } | undefined;
  #closed = false;

  constructor(context: UnsettledContext) {
    this.#context = context;
  }

  /**
   * Carries out a write together with what is said of it.
   *
   * @param keysOf what the result tells of keys that were not known before, by the id of the entry
   */
  async around<T>(
    entries: readonly NewEntry[],
    work: () => Promise<T>,
    keysOf: (result: T) => ReadonlyMap<string, string>,
  ): Promise<T> {
    const [first] = entries;
    if (first === undefined) return work();
    const { change } = first;
    const overtaken = await this.#settleBefore(entries);
    this.#inFlight.add(change);
    try {
      await this.#write(insertEntries(entries.map((entry) => ({ ...entry, state: 'pending' as const }))));
      const result = await work().catch(async (thrown: unknown) => {
        if (isRefusal(thrown)) await this.#later(() => this.#write([dropEntries(ofChange(change))]));
        throw thrown;
      });
      const named = [...keysOf(result)].map(([id, key]) => changeState(withId(id), 'pending', 'done', key));
      const settled = [...named, changeState(ofChange(change), 'pending', 'done'), ...overtaken];
      await this.#later(() => this.#write(settled));
      return result;
    } finally {
      this.#inFlight.delete(change);
    }
  }

  /** Finds out about what a crash has left, and looks again later at what somebody may still be writing. */
  async start(): Promise<void> {
    await this.#later(() => this.#sweep());
  }

  stop(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  async #sweep(): Promise<void> {
    const { clock, source, log } = this.#context;
    const found = await this.#entries(inState('pending'));
    let left = found.length === MOST_READ;
    for (const entry of found.filter(({ change }) => !this.#inFlight.has(change))) {
      try {
        const key = entry.key === '' ? await keyOfCreated(this.#context, entry) : entry.key;
        const verdict = key === undefined ? 'not' : judgeEntry(entry, await source.get(entry.object, key));
        const isOld = Date.parse(entry.at) + GIVEN_UP_MS <= clock.now();
        if (verdict === 'happened') await this.#write([changeState(withId(entry.id), 'pending', 'done', key)]);
        else if (!isOld) left = true;
        else if (verdict === 'unclear') await this.#write([changeState(withId(entry.id), 'pending', 'unclear')]);
        else await this.#write([dropEntries(withId(entry.id))]);
      } catch (thrown) {
        left = true;
        log.warn(`The history of ${entry.object} ${entry.key} is settled later: ${messageOf(thrown)}`);
      }
    }
    if (!left || this.#closed) return;
    this.#timer = clock.at(clock.now() + GIVEN_UP_MS, () => void this.#later(() => this.#sweep()));
  }

  /**
   * What was left of earlier writes of the same objects: what happened is settled, and what did not cannot any more when this
   * write succeeds.
   */
  async #settleBefore(entries: readonly NewEntry[]): Promise<readonly Statement[]> {
    const overtaken: Statement[] = [];
    const settled: Statement[] = [];
    for (const entry of await this.#unsettledOf(entries)) {
      if (this.#inFlight.has(entry.change)) continue;
      const verdict = judgeEntry(entry, await this.#context.source.get(entry.object, entry.key));
      if (verdict === 'happened') settled.push(changeState(withId(entry.id), 'pending', 'done'));
      else if (verdict === 'unclear') settled.push(changeState(withId(entry.id), 'pending', 'unclear'));
      else overtaken.push(dropEntries(withId(entry.id)));
    }
    await this.#write(settled);
    return overtaken;
  }

  async #unsettledOf(entries: readonly NewEntry[]): Promise<readonly StoredEntry[]> {
    const found: StoredEntry[] = [];
    for (const object of new Set(entries.map((each) => each.object))) {
      const keys = entries.filter((each) => each.object === object && each.key !== '').map(({ key }) => key);
      for (let at = 0; at < keys.length; at += KEYS_PER_LOOKUP) {
        const some = ofObjects(object, keys.slice(at, at + KEYS_PER_LOOKUP));
        found.push(...(await this.#entries({ all: [some, inState('pending')] })));
      }
    }
    return found;
  }

  async #entries(where: Condition): Promise<readonly StoredEntry[]> {
    const columns = Object.values(historyColumns);
    const order = [{ column: historyColumns.sequence }];
    const selection = { store: SYSTEM, table: historyTable.name, columns, where, order, limit: MOST_READ };
    return (await this.#context.storage.select(selection)).map(readEntry);
  }

  async #write(statements: readonly Statement[]): Promise<readonly StatementResult[]> {
    return statements.length === 0 ? [] : this.#context.storage.write({ store: SYSTEM, statements: [...statements] });
  }

  /** What can as well be found out later must not make a write fail that was made. */
  async #later(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#context.log.warn(`Histories are settled later: ${messageOf(thrown)}`);
    }
  }
}

const messageOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));

/** Whether it is certain that nothing was written. */
function isRefusal(thrown: unknown): boolean {
  return CarusoError.is(thrown) && ['invalid', 'conflict', 'forbidden', 'not-found'].includes(thrown.kind);
}
