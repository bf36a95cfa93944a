import type { Stub } from '@caruso/core';
import type { Storage, TableDefinition } from '@caruso/storage-manager/contract';
import { ObjectErrors } from '../errors.js';

/** Long enough for one chunk or statement of an application that is at work. */
const LEASE_MS = 60_000;

const id = { name: 'id', type: 'string', size: 10, required: true } as const;
const holder = { name: 'holder', type: 'string', size: 200, required: true } as const;
const until = { name: 'until', type: 'long', required: true } as const;
const table: TableDefinition = { name: 'caruso_alter', columns: [id, holder, until], key: ['id'] };
const LOCK = { column: id, op: 'eq', value: 'apply' } as const;

/** Who applies a model. */
export interface Holder {
  /** Different for each run; people read it in the refusal of another one. */
  readonly name: string;
  /** Whether another holder is known to have died, so that its lease need not be waited for. */
  isGone?(name: string): boolean;
}

type Storing = Pick<Stub<typeof Storage>, 'select' | 'write' | 'define'>;

/**
 * Lets one application of a model at a time have a store. It is a row with an end in time, so that one whose process has died is
 * taken over. {@link renew} has to be called between the steps.
 */
export class Lease {
  readonly #storage: Storing;
  readonly #store: string;
  readonly #holder: Holder;
  readonly #now: () => number;

  constructor(storage: Storing, store: string, by: Holder, now: () => number) {
    this.#storage = storage;
    this.#store = store;
    this.#holder = by;
    this.#now = now;
  }

  /** @throws ObjectErrors.BeingApplied while another one has it */
  async take(): Promise<void> {
    const { name } = this.#holder;
    await this.#storage.define({ store: this.#store, tables: [table] });
    const cells = [
      { column: id, value: LOCK.value },
      { column: holder, value: name },
      { column: until, value: this.#end() },
    ];
    const found = await this.#read();
    if (found === undefined) {
      await this.#attempt({ insert: { table: table.name, cells } });
      return;
    }
    const [other, end] = found;
    if (other !== name && Number(end) > this.#now() && this.#holder.isGone?.(other) !== true)
      throw this.#refusal(other, end);
    const where = {
      all: [
        LOCK,
        { column: holder, op: 'eq' as const, value: other },
        { column: until, op: 'eq' as const, value: end },
      ],
    };
    await this.#attempt({ update: { table: table.name, set: cells.slice(1), where, expect: 1 } });
  }

  /** @throws ObjectErrors.BeingApplied when another one has taken over */
  async renew(): Promise<void> {
    const where = { all: [LOCK, { column: holder, op: 'eq' as const, value: this.#holder.name }] };
    const set = [{ column: until, value: this.#end() }];
    await this.#attempt({ update: { table: table.name, set, where, expect: 1 } });
  }

  async release(): Promise<void> {
    const where = { all: [LOCK, { column: holder, op: 'eq' as const, value: this.#holder.name }] };
    await this.#storage.write({ store: this.#store, statements: [{ delete: { table: table.name, where } }] });
  }

  /** Another one has been quicker when it does not succeed. */
  async #attempt(statement: Parameters<Storing['write']>[0]['statements'][number]): Promise<void> {
    try {
      await this.#storage.write({ store: this.#store, statements: [statement] });
    } catch (thrown) {
      const found = await this.#read();
      if (found === undefined || found[0] === this.#holder.name) throw thrown;
      throw this.#refusal(...found);
    }
  }

  async #read(): Promise<readonly [holder: string, until: string] | undefined> {
    const [row] = await this.#storage.select({
      store: this.#store,
      table: table.name,
      columns: [holder, until],
      where: LOCK,
    });
    return row === undefined ? undefined : [String(row.holder), String(row.until)];
  }

  #end(): string {
    return String(this.#now() + LEASE_MS);
  }

  #refusal(other: string, end: string) {
    const until = new Date(Number(end)).toISOString();
    return new ObjectErrors.BeingApplied({ store: this.#store, holder: other, until });
  }
}
