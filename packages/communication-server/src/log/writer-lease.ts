import { CarusoError, type Clock, newId, type Stub } from '@caruso/core';
import type { Column, Condition, Row, Storage, TableDefinition } from '@caruso/storage-manager/contract';

const STORE = 'system';
const TABLE = 'com_lease';
/** There is one lease: that of the log. */
const LOG = 'event-log';
/** A holder who has not renewed the lease for so long is gone. */
const EXPIRES_MS = 6_000;

const name = { name: 'name', type: 'string' } as const satisfies Column;
const holder = { name: 'holder', type: 'string' } as const satisfies Column;
const host = { name: 'host', type: 'string' } as const satisfies Column;
const pid = { name: 'pid', type: 'integer' } as const satisfies Column;
const beat = { name: 'beat', type: 'long' } as const satisfies Column;

const table: TableDefinition = {
  name: TABLE,
  columns: [
    { ...name, size: 40, required: true },
    { ...holder, size: 36, required: true },
    { ...host, size: 255, required: true },
    { ...pid, required: true },
    { ...beat, required: true },
  ],
  key: [name.name],
};

/** The holder of a lease that was given back. */
const NOBODY = '';

/** The process that asks for the lease. */
export interface LeaseHolder {
  readonly host: string;
  readonly pid: number;
  /** Whether a process of this host still runs. */
  runs(pid: number): boolean;
}

/**
 * Says which of several processes writes the log. Clocks of machines are not compared: who waits watches whether the holder
 * goes on counting, by a clock of its own. The lease only saves two processes from getting into each other's way; that their
 * events never mix is the log's own doing.
 */
export class WriterLease {
  readonly #storage: Stub<typeof Storage>;
  readonly #clock: Clock;
  readonly #process: LeaseHolder;
  readonly #id = newId();
  #beat = 0;
  /** What the holder was seen to have counted to, and since when. */
  #seen: { readonly holder: string; readonly beat: string; readonly since: number } | undefined;

  constructor(storage: Stub<typeof Storage>, clock: Clock, process: LeaseHolder) {
    this.#storage = storage;
    this.#clock = clock;
    this.#process = process;
  }

  async define(): Promise<void> {
    await this.#storage.define({ store: STORE, tables: [table] });
  }

  /** Takes the lease if nobody has it, or its holder is gone; returns whether this process has it now. */
  async acquire(): Promise<boolean> {
    const row = await this.#row();
    if (!row)
      return this.#change({ insert: { table: TABLE, cells: [{ column: name, value: LOG }, ...this.#cells(0)] } });
    if (this.#goesOnFrom(row)) return true;
    if (!this.#isGone(row)) return false;
    const next = Number(row.beat) + 1;
    return this.#change({ update: { table: TABLE, set: this.#cells(next), where: heldBy(row), expect: 1 } }, next);
  }

  /**
   * Shows that the holder is still there.
   *
   * @returns false when another process has taken the lease meanwhile
   */
  async renew(): Promise<boolean> {
    const next = this.#beat + 1;
    const where = heldBy({ holder: this.#id, beat: String(this.#beat) });
    if (await this.#change({ update: { table: TABLE, set: this.#cells(next), where, expect: 1 } }, next)) return true;
    return this.#goesOnFrom(await this.#row());
  }

  /** Gives the lease back, so that another process need not wait. */
  async release(): Promise<void> {
    const set = [{ column: holder, value: NOBODY }];
    const where: Condition = {
      all: [
        { column: name, op: 'eq', value: LOG },
        { column: holder, op: 'eq', value: this.#id },
      ],
    };
    await this.#storage.write({ store: STORE, statements: [{ update: { table: TABLE, set, where } }] });
  }

  async #row(): Promise<Row | undefined> {
    const [row] = await this.#storage.select({
      store: STORE,
      table: TABLE,
      columns: [holder, host, pid, beat],
      where: { column: name, op: 'eq', value: LOG },
      limit: 1,
    });
    return row;
  }

  /** Whether the lease is this process's; it may have counted on without having heard so. */
  #goesOnFrom(row: Row | undefined): boolean {
    if (row?.holder !== this.#id) return false;
    this.#beat = Number(row.beat);
    return true;
  }

  #isGone(row: Row): boolean {
    if (row.holder === NOBODY) return true;
    if (row.host === this.#process.host && !this.#process.runs(Number(row.pid))) return true;
    const now = this.#clock.now();
    const seen = { holder: String(row.holder), beat: String(row.beat), since: now };
    if (this.#seen?.holder !== seen.holder || this.#seen.beat !== seen.beat) this.#seen = seen;
    return now - this.#seen.since >= EXPIRES_MS;
  }

  async #change(statement: Statement, next = 0): Promise<boolean> {
    try {
      await this.#storage.write({ store: STORE, statements: [statement] });
      this.#beat = next;
      return true;
    } catch (thrown) {
      if (CarusoError.is(thrown) && thrown.kind === 'conflict') return false;
      throw thrown;
    }
  }

  #cells(next: number) {
    return [
      { column: holder, value: this.#id },
      { column: host, value: this.#process.host },
      { column: pid, value: this.#process.pid },
      { column: beat, value: String(next) },
    ];
  }
}

type Statement = Parameters<Stub<typeof Storage>['write']>[0]['statements'][number];

function heldBy(row: Row): Condition {
  return {
    all: [
      { column: name, op: 'eq', value: LOG },
      { column: holder, op: 'eq', value: row.holder ?? '' },
      { column: beat, op: 'eq', value: row.beat ?? '' },
    ],
  };
}
