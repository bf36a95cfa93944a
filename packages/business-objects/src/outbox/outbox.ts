import { CarusoError, type Clock, type Stub } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { Condition, Statement, Storage } from '@caruso/storage-manager/contract';
import type { OutboxPart } from '../contract.js';
import {
  insertPart,
  outboxColumns,
  outboxTable,
  type PartUndo,
  publicPart,
  readPart,
  type StoredPart,
  updatePart,
} from './outbox-part.js';

const SYSTEM = 'system';
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const MOST_READ = 1_000;

/** What the outbox works with. */
export interface OutboxContext {
  readonly storage: Pick<Stub<typeof Storage>, 'select' | 'write'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
  /** Whether all objects of a part are as it leaves them: then it was carried out, although nobody could say so. */
  readonly isDone: (part: StoredPart) => Promise<boolean>;
  /** What else is written in the system store when a part is done. */
  readonly whenDone?: ((part: StoredPart) => readonly Statement[]) | undefined;
}

/**
 * Carries what a change writes to other stores there, in the order in which each object was changed, until it is done or
 * refused. It goes on after a crash: what is written twice is refused by its compare-and-set, and then found to be there.
 */
export class Outbox {
  readonly #context: OutboxContext;
  #waiting: StoredPart[] = [];
  #working: Promise<void> = Promise.resolve();
  #timer: { cancel(): void } | undefined;
  #closed = false;

  constructor(context: OutboxContext) {
    this.#context = context;
  }

  /** Takes up what waits since the last time. */
  async start(): Promise<void> {
    await this.#load();
    if (this.#waiting.length > 0) this.#again(0);
  }

  async stop(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    await this.#working.catch(() => undefined);
  }

  /** How many changes of an object wait. */
  pending(object: string, key: string): number {
    return this.#waiting.filter(({ objects }) => objects.some((each) => each.object === object && each.key === key))
      .length;
  }

  /** Carries out now what can be, and says how the parts of a change stand. */
  async deliver(change: string): Promise<readonly OutboxPart[]> {
    await this.#load();
    await this.#work();
    return this.list({ change });
  }

  async list(asked: {
    change?: string | undefined;
    state?: OutboxPart['state'] | undefined;
  }): Promise<readonly OutboxPart[]> {
    const conditions: Condition[] = [];
    if (asked.change !== undefined) conditions.push({ column: outboxColumns.change, op: 'eq', value: asked.change });
    if (asked.state !== undefined) conditions.push({ column: outboxColumns.state, op: 'eq', value: asked.state });
    return (await this.#parts({ all: conditions })).map(publicPart);
  }

  /** Lets parts that failed wait again, and carries out what can be. */
  async retry(ids: readonly string[] | undefined): Promise<void> {
    const failed = await this.#parts({ column: outboxColumns.state, op: 'eq', value: 'failed' });
    // What was in order has been undone: it is decided anew, not tried again.
    const again = failed.filter(({ id, undo }) => undo === undefined && (ids === undefined || ids.includes(id)));
    const statements = again.map((part) =>
      updatePart(part, { state: 'pending', attempts: part.attempts, at: this.#now() }),
    );
    if (statements.length > 0) await this.#write(SYSTEM, statements);
    await this.#load();
    await this.#work();
  }

  async #load(): Promise<void> {
    this.#waiting = [...(await this.#parts({ column: outboxColumns.state, op: 'eq', value: 'pending' }))];
  }

  async #parts(where: Condition): Promise<readonly StoredPart[]> {
    const columns = Object.values(outboxColumns);
    const order = [{ column: outboxColumns.sequence }];
    const selection = { store: SYSTEM, table: outboxTable.name, columns, where, order, limit: MOST_READ };
    return (await this.#context.storage.select(selection)).map(readPart);
  }

  /** One round over all that waits; rounds follow one another, also one that could not be ended. */
  async #work(): Promise<void> {
    const round = this.#working.catch(() => undefined).then(() => this.#round());
    this.#working = round;
    await round;
    const attempts = Math.min(...this.#waiting.map((part) => part.attempts));
    if (this.#waiting.length > 0) this.#again(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 10)));
  }

  async #round(): Promise<void> {
    const held = new Set<string>();
    const seen = new Set<string>();
    // What undoes others is added while it goes on.
    const next = () => this.#waiting.find(({ id }) => !seen.has(id));
    for (let part = next(); part !== undefined; part = next()) {
      seen.add(part.id);
      const names = part.objects.map(({ object, key }) => `${object} ${key}`);
      if (part.undo !== undefined) names.push(`change ${part.change}`);
      const isHeld = names.some((name) => held.has(name));
      // What was changed later waits for what was changed before.
      if (!isHeld && (await this.#attempt(part))) continue;
      for (const name of names) held.add(name);
    }
  }

  #again(wait: number): void {
    if (this.#closed) return;
    const { clock, log } = this.#context;
    this.#timer?.cancel();
    this.#timer = clock.at(clock.now() + wait, () => {
      this.#work().catch((thrown: unknown) => {
        log.warn(`The outbox goes on later: ${reasonOf(thrown)}`);
        this.#again(LONGEST_WAIT_MS);
      });
    });
  }

  /** @returns whether the part no longer waits */
  async #attempt(part: StoredPart): Promise<boolean> {
    const attempts = part.attempts + 1;
    try {
      await this.#write(part.store, part.statements);
    } catch (thrown) {
      const reason = reasonOf(thrown);
      if (isPassing(thrown)) {
        await this.#settle(part, { state: 'pending', reason, attempts });
        return false;
      }
      if (!(await this.#wasDone(part))) {
        if (part.undo === undefined) await this.#settle(part, { state: 'failed', reason, attempts });
        else await this.#undo(part, reason, attempts);
        return true;
      }
    }
    await this.#settle(part, { state: 'done', attempts });
    return true;
  }

  /** Gives up a change whose parts are in order: those behind are not carried out, and those before are undone. */
  async #undo(refused: StoredPart, reason: string, attempts: number): Promise<void> {
    const parts = await this.#parts({ column: outboxColumns.change, op: 'eq', value: refused.change });
    const at = this.#now();
    const statements = parts.flatMap((part): Statement[] => {
      if (part.id === refused.id) return [updatePart(part, { state: 'failed', reason, attempts, at })];
      if (part.undo === undefined) return [];
      if (part.state === 'done') return [insertPart(undoing(part, part.undo, at)), ...part.undo.inSystem];
      const because = 'A part before it was refused, so it was not carried out.';
      return [updatePart(part, { state: 'failed', reason: because, attempts: part.attempts, at })];
    });
    await this.#write(SYSTEM, statements);
    await this.#load();
  }

  async #wasDone(part: StoredPart): Promise<boolean> {
    return this.#context.isDone(part).catch(() => false);
  }

  async #settle(
    part: StoredPart,
    now: { readonly state: OutboxPart['state']; readonly reason?: string; readonly attempts: number },
  ): Promise<void> {
    const more = now.state === 'done' ? (this.#context.whenDone?.(part) ?? []) : [];
    await this.#write(SYSTEM, [updatePart(part, { ...now, at: this.#now() }), ...more]);
    this.#waiting = this.#waiting.flatMap((each) => {
      if (each.id !== part.id) return [each];
      return now.state === 'pending' ? [{ ...each, attempts: now.attempts }] : [];
    });
  }

  #write(store: string, statements: readonly Statement[]) {
    return this.#context.storage.write({ store, statements: [...statements] });
  }

  #now(): string {
    return new Date(this.#context.clock.now()).toISOString();
  }
}

/** A part that puts back what another one has done. */
function undoing({ change, store }: StoredPart, undo: PartUndo, at: string): Omit<StoredPart, 'sequence'> {
  const { id, objects, statements } = undo;
  return { id, change, store, state: 'pending', attempts: 0, createdAt: at, updatedAt: at, objects, statements };
}

const reasonOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));

/** Whether it may go well later: the database was not there, or busy. */
function isPassing(thrown: unknown): boolean {
  return CarusoError.is(thrown) && (thrown.kind === 'unavailable' || thrown.kind === 'timeout');
}
