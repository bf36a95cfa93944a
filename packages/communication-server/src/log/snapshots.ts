import type { Stub } from '@caruso/core';
import type { Column, Statement, Storage, TableDefinition } from '@caruso/storage-manager/contract';
import { SNAPSHOT_VERSION, type StateSnapshot } from '../state/snapshot.js';

const STORE = 'system';
const TABLE = 'com_snapshot';
/** How many are kept: the last one may have been written by a process that lost the log. */
const KEPT = 2;

const number = { name: 'number', type: 'long' } as const satisfies Column;
const version = { name: 'version', type: 'integer' } as const satisfies Column;
const body = { name: 'body', type: 'json' } as const satisfies Column;

const table: TableDefinition = {
  name: TABLE,
  columns: [
    { ...number, required: true },
    { ...version, required: true },
    { ...body, required: true },
  ],
  key: [number.name],
};

/** Pictures of the state at some event number, so that a start reads the end of the log only. */
export class Snapshots {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  async define(): Promise<void> {
    await this.#storage.define({ store: STORE, tables: [table] });
  }

  /**
   * The last snapshot of a log.
   *
   * @param last - number of the last event of the log; one taken behind it is of a log that is no more
   */
  async latest(last: number): Promise<StateSnapshot | undefined> {
    const [row] = await this.#storage.select({
      store: STORE,
      table: TABLE,
      columns: [body],
      where: {
        all: [
          { column: number, op: 'lte', value: String(last) },
          { column: version, op: 'eq', value: SNAPSHOT_VERSION },
        ],
      },
      order: [{ column: number, descending: true }],
      limit: 1,
    });
    return row?.body as StateSnapshot | undefined;
  }

  /** Deletes those that were taken before an event. */
  async dropBefore(event: number): Promise<void> {
    await this.#storage.write({ store: STORE, statements: [this.dropping(event)] });
  }

  /** What deletes those that were taken before an event. */
  dropping(event: number): Statement {
    return { delete: { table: TABLE, where: { column: number, op: 'lt', value: String(event) } } };
  }

  /** Stores a snapshot, and deletes those that are not needed any more. */
  async keep(snapshot: StateSnapshot): Promise<void> {
    const rows = await this.#storage.select({ store: STORE, table: TABLE, columns: [number], limit: 100 });
    const known = rows.map((row) => Number(row.number)).sort((a, b) => b - a);
    if (known.includes(snapshot.number)) return;
    const obsolete = [...known.filter((own) => own > snapshot.number), ...known.slice(KEPT - 1)];
    const cells = [
      { column: number, value: String(snapshot.number) },
      { column: version, value: snapshot.version },
      { column: body, value: { ...snapshot } },
    ];
    await this.#storage.write({
      store: STORE,
      statements: [
        ...[...new Set(obsolete)].map((own) => ({
          delete: { table: TABLE, where: { column: number, op: 'eq' as const, value: String(own) } },
        })),
        { insert: { table: TABLE, cells } },
      ],
    });
  }
}
