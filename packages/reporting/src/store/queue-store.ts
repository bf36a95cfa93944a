import type { Stub } from '@caruso/core';
import type { Column, Statement, Storage } from '@caruso/storage-manager/contract';

const STORE = 'system';
const QUEUES = 'rep_queue';

const id = { name: 'queue', type: 'string' } as const satisfies Column;
const name = { name: 'name', type: 'string' } as const satisfies Column;
const target = { name: 'target', type: 'double' } as const satisfies Column;
const position = { name: 'position', type: 'integer' } as const satisfies Column;

/** What reports say of a queue: its name, and the share of contacts to be answered in time (0-1). */
export interface QueueFacts {
  readonly id: string;
  readonly name: string;
  readonly target: number;
}

/** The company's queues in the store `system`, so that a report can name them without asking the contact centre. */
export class QueueStore {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  async define(): Promise<void> {
    const columns = [
      { ...id, size: 100, required: true },
      { ...name, size: 200, required: true },
      { ...target, required: true },
      { ...position, required: true },
    ];
    await this.#storage.define({ store: STORE, tables: [{ name: QUEUES, columns, key: [id.name] }] });
  }

  /** Puts these queues in the place of those noted before. */
  async replace(queues: readonly QueueFacts[]): Promise<void> {
    const clear: Statement = { delete: { table: QUEUES, where: { all: [] } } };
    const inserts = queues.map((queue, index): Statement => {
      const cells = [
        { column: id, value: queue.id },
        { column: name, value: queue.name },
        { column: target, value: queue.target },
        { column: position, value: index },
      ];
      return { insert: { table: QUEUES, cells } };
    });
    await this.#storage.write({ store: STORE, statements: [clear, ...inserts] });
  }

  /** The queues as they were noted last, in the company's order. */
  async all(): Promise<readonly QueueFacts[]> {
    const rows = await this.#storage.select({
      store: STORE,
      table: QUEUES,
      columns: [id, name, target],
      order: [{ column: position }],
    });
    return rows.map((row) => ({ id: String(row.queue), name: String(row.name), target: Number(row.target) }));
  }
}
