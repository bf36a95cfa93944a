import type { Service } from '@caruso/core';
import { defineContract } from '@caruso/core';
import { defineComponent, inject, provide } from '@caruso/service-manager';
import { openStore, type Row, type TableDefinition } from '@caruso/storage-manager';
import { z } from 'zod';

/** What a company has had in its database before CARUSO came. */
export interface LegacyData {
  readonly tables: readonly TableDefinition[];
  readonly rows: Readonly<Record<string, readonly Row[]>>;
}

const LegacyDatabase = defineContract('example.legacy-database', '1.0.0', {
  rows: { input: z.object({ table: z.string() }), output: z.int(), idempotent: true, description: 'Counts rows.' },
});

interface Options extends LegacyData {
  readonly url: string;
}
const OPTIONS = Symbol('legacy database options');

/** Stands in for the company's own system: it creates and fills the tables that the objects are mapped to. */
class LegacyDatabaseService implements Service<typeof LegacyDatabase> {
  constructor(@inject(OPTIONS) private readonly options: Options) {}

  async start() {
    await this.#open(async (store) => {
      const { tables, rows } = this.options;
      await store.define(tables);
      for (const { name, columns } of tables) {
        if ((await store.select({ table: name, columns: columns.slice(0, 1), limit: 1 })).length > 0) continue;
        const inserts = (rows[name] ?? []).map((row) => ({
          insert: { table: name, cells: columns.map((column) => ({ column, value: row[column.name] ?? null })) },
        }));
        if (inserts.length > 0) await store.write(inserts);
      }
    });
  }

  rows({ table }: { table: string }) {
    const columns = this.options.tables.find(({ name }) => name === table)?.columns.slice(0, 1) ?? [];
    return this.#open(async (store) => (await store.select({ table, columns })).length);
  }

  async #open<Result>(use: (store: Awaited<ReturnType<typeof openStore>>) => Promise<Result>): Promise<Result> {
    const store = await openStore('legacy', { url: this.options.url, schema: 'managed' });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  }
}

/** Requires nothing, so that it starts where the assembly names it: before those that look for its tables. */
export const legacyDatabase = (options: Options) =>
  defineComponent({
    name: 'legacy-database',
    provides: [provide(LegacyDatabase, LegacyDatabaseService)],
    configure: (container) => {
      container.bind(OPTIONS).toConstantValue(options);
    },
  });
