import { newId, type Stub } from '@caruso/core';
import type { Column, Storage } from '@caruso/storage-manager/contract';

/** A version that became the one on which dialogs are begun. */
export interface Publication {
  readonly script: string;
  readonly hash: string;
  readonly version: string;
  readonly who: string;
  /** In milliseconds. */
  readonly at: number;
}

const TABLE = 'caruso_script_publication';
const text = (name: string, size: number) => ({ name, type: 'string' as const, required: true, size });
const COLUMNS = [
  text('publication', 40),
  text('script', 200),
  text('hash', 64),
  text('version', 200),
  text('who', 200),
  { name: 'at', type: 'instant' as const, required: true },
];

const STORE = 'system';

/** Which versions of scripts were published, when and by whom: table `caruso_script_publication`. */
export class Publications {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  /** Creates the table where it is absent. */
  async open(): Promise<void> {
    await this.#storage.define({
      store: STORE,
      tables: [{ name: TABLE, columns: COLUMNS, key: ['publication'], indexes: [['script']] }],
    });
  }

  async add({ script, hash, version, who, at }: Publication): Promise<void> {
    const values = { publication: newId(), script, hash, version, who, at: new Date(at).toISOString() };
    const cells = COLUMNS.map(({ name, type }) => ({
      column: { name, type },
      value: values[name as keyof typeof values],
    }));
    await this.#storage.write({ store: STORE, statements: [{ insert: { table: TABLE, cells } }] });
  }

  /** Those of a script, the newest first. */
  async of(script: string): Promise<readonly Publication[]> {
    const column = (name: string): Column => {
      const { type } = COLUMNS.find((each) => each.name === name) ?? { type: 'string' as const };
      return { name, type };
    };
    const rows = await this.#storage.select({
      store: STORE,
      table: TABLE,
      columns: COLUMNS.map(({ name }) => column(name)),
      where: { column: column('script'), op: 'eq', value: script },
      order: [{ column: column('at'), descending: true }],
    });
    return rows.map((row) => ({
      script: String(row.script),
      hash: String(row.hash),
      version: String(row.version),
      who: String(row.who),
      at: Date.parse(String(row.at)),
    }));
  }
}
