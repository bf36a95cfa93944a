import { newId, type Stub } from '@caruso/core';
import type { Column, Condition, Row, Storage } from '@caruso/storage-manager/contract';

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
      tables: [{ name: TABLE, columns: COLUMNS, key: ['publication'], indexes: [['script'], ['at']] }],
    });
  }

  /** Adds one behind all others, also where the clock of another machine is ahead of the one here. */
  async add({ script, hash, version, who, at }: Publication): Promise<void> {
    const last = await this.newest();
    const time = last === undefined ? at : Math.max(at, last.at + 1);
    const values = { publication: newId(), script, hash, version, who, at: new Date(time).toISOString() };
    const cells = COLUMNS.map(({ name, type }) => ({
      column: { name, type },
      value: values[name as keyof typeof values],
    }));
    await this.#storage.write({ store: STORE, statements: [{ insert: { table: TABLE, cells } }] });
  }

  /** Those of a script, the newest first. */
  of(script: string): Promise<readonly Publication[]> {
    return this.#select({ where: { column: column('script'), op: 'eq', value: script } });
  }

  /** The last one of all scripts. */
  async newest(): Promise<Publication | undefined> {
    const [newest] = await this.#select({ limit: 1 });
    return newest;
  }

  /** Those behind a time in milliseconds, the newest first. */
  since(at: number): Promise<readonly Publication[]> {
    return this.#select({ where: { column: column('at'), op: 'gt', value: new Date(at).toISOString() } });
  }

  async #select(wanted: { readonly where?: Condition; readonly limit?: number }): Promise<readonly Publication[]> {
    const rows = await this.#storage.select({
      store: STORE,
      table: TABLE,
      columns: COLUMNS.map(({ name }) => column(name)),
      order: [{ column: column('at'), descending: true }],
      ...wanted,
    });
    return rows.map(readPublication);
  }
}

function column(name: string): Column {
  const { type } = COLUMNS.find((each) => each.name === name) ?? { type: 'string' as const };
  return { name, type };
}

function readPublication(row: Row): Publication {
  return {
    script: String(row.script),
    hash: String(row.hash),
    version: String(row.version),
    who: String(row.who),
    at: Date.parse(String(row.at)),
  };
}
