import { CarusoError, type Clock, type Stub } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { Condition, Statement, StatementResult, Storage } from '@caruso/storage-manager/contract';
import { groupBy } from '../exchange/group-by.js';
import type { ObjectSource } from '../permission/object-source.js';
import { ofObjects } from '../records/own-table.js';
import {
  changeState,
  dropEntries,
  historyColumns,
  historyTable,
  inState,
  insertEntries,
  type NewEntry,
  ofChange,
  readEntry,
  type StoredEntry,
  withId,
} from './history-entry.js';
import { judgeEntries, type Verdict } from './judge-entry.js';
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

  /** Finds out about what a crash has left of one object. */
  async settle(object: string, key: string): Promise<void> {
    const found = await this.#entries({ all: [ofObjects(object, [key]), inState('pending')] });
    const left = found.filter(({ change }) => !this.#inFlight.has(change));
    if (left.length > 0) await this.#settle(left);
  }

  async #sweep(): Promise<void> {
    const { clock, log } = this.#context;
    const found = await this.#entries(inState('pending'));
    let left = found.length === MOST_READ;
    for (const entries of byObject(found.filter(({ change }) => !this.#inFlight.has(change)))) {
      try {
        if (!(await this.#settle(entries))) left = true;
      } catch (thrown) {
        left = true;
        log.warn(`The history of ${entries[0]?.object} ${entries[0]?.key} is settled later: ${messageOf(thrown)}`);
      }
    }
    if (!left || this.#closed) return;
    this.#timer = clock.at(clock.now() + GIVEN_UP_MS, () => void this.#later(() => this.#sweep()));
  }

  /** @returns whether nothing of it has to be looked at again */
  async #settle(entries: readonly StoredEntry[]): Promise<boolean> {
    const { clock } = this.#context;
    const { known, verdicts } = await this.#judged(entries);
    const isOld = ({ at }: StoredEntry) => Date.parse(at) + GIVEN_UP_MS <= clock.now();
    // When one has happened, the others cannot have.
    const isKnown = [...verdicts.values()].includes('happened');
    const settled = known.filter((entry) => isKnown || isOld(entry));
    await this.#write(settled.map((entry) => settlement(entry, verdicts.get(entry.id))));
    return settled.length === entries.length;
  }

  /** What has happened of entries of one object, or of one whose key nobody knows. */
  async #judged(entries: readonly StoredEntry[]) {
    const [first] = entries;
    const { source } = this.#context;
    const key = first === undefined || first.key !== '' ? first?.key : await keyOfCreated(this.#context, first);
    const entity = first === undefined || key === undefined ? null : await source.get(first.object, key);
    const known = entries.map((entry) => ({ ...entry, key: key ?? entry.key }));
    return { known, verdicts: judgeEntries(known, entity) };
  }

  /**
   * What was left of earlier writes of the same objects: what happened is settled, and what did not cannot any more when this
   * write succeeds.
   */
  async #settleBefore(entries: readonly NewEntry[]): Promise<readonly Statement[]> {
    const overtaken: Statement[] = [];
    const settled: Statement[] = [];
    const found = (await this.#unsettledOf(entries)).filter(({ change }) => !this.#inFlight.has(change));
    for (const group of byObject(found)) {
      const { known, verdicts } = await this.#judged(group);
      for (const entry of known) {
        const verdict = verdicts.get(entry.id);
        const isOpen = [...verdicts.values()].every((each) => each === 'not');
        (isOpen ? overtaken : settled).push(settlement(entry, verdict));
      }
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

function settlement({ id, key }: StoredEntry, verdict: Verdict | undefined): Statement {
  if (verdict === 'happened') return changeState(withId(id), 'pending', 'done', key);
  return verdict === 'unclear' ? changeState(withId(id), 'pending', 'unclear') : dropEntries(withId(id));
}

/** Entries of the same object together; those without a key each on its own. */
function byObject(entries: readonly StoredEntry[]): Iterable<readonly StoredEntry[]> {
  return groupBy(entries, ({ object, key, id }) => (key === '' ? id : JSON.stringify([object, key]))).values();
}

const messageOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));

/** Whether it is certain that nothing was written. */
function isRefusal(thrown: unknown): boolean {
  return CarusoError.is(thrown) && ['invalid', 'conflict', 'forbidden', 'not-found'].includes(thrown.kind);
}
