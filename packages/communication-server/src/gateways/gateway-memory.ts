import type { Stub } from '@caruso/core';
import type { Column, Condition, Storage } from '@caruso/storage-manager/contract';

const STORE = 'system';
const TABLE = 'com_gateway_memory';
const gateway = { name: 'gateway', type: 'string' } as const satisfies Column;
const name = { name: 'name', type: 'string' } as const satisfies Column;
const value = { name: 'value', type: 'text' } as const satisfies Column;

/** Short texts a gateway needs again after a restart. */
export class GatewayMemory {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  async define(): Promise<void> {
    const columns = [
      { ...gateway, size: 100, required: true },
      { ...name, size: 100, required: true },
      { ...value, required: true },
    ];
    await this.#storage.define({ store: STORE, tables: [{ name: TABLE, columns, key: ['gateway', 'name'] }] });
  }

  async recall(of: string, key: string): Promise<string | undefined> {
    const query = { store: STORE, table: TABLE, columns: [value], where: keyed(of, key), limit: 1 };
    const [row] = await this.#storage.select(query);
    return typeof row?.value === 'string' ? row.value : undefined;
  }

  async remember(of: string, key: string, text: string): Promise<void> {
    const cell = { column: value, value: text };
    const update = { update: { table: TABLE, set: [cell], where: keyed(of, key) } };
    if ((await this.recall(of, key)) !== undefined) {
      await this.#storage.write({ store: STORE, statements: [update] });
      return;
    }
    const cells = [{ column: gateway, value: of }, { column: name, value: key }, cell];
    await this.#storage.write({ store: STORE, statements: [{ insert: { table: TABLE, cells } }] });
  }
}

const keyed = (of: string, key: string): Condition => ({
  all: [
    { column: gateway, op: 'eq', value: of },
    { column: name, op: 'eq', value: key },
  ],
});
