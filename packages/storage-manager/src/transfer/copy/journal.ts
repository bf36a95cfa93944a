import type { Connection, Engine } from '../../engine/engine.js';
import type { EngineName } from '../engine-name.js';
import { quoted } from '../quote.js';
import { plain } from '../side.js';

/** The table at the target in which a transfer keeps how far it is, until it has ended. */
export const JOURNAL = 'caruso_transfer';

/** What is kept of the transfer, of each table, and of the statements that complete them. */
export interface JournalStates {
  readonly run: {
    readonly from: string;
    readonly shape: string;
    readonly tables: readonly string[];
    readonly taken: readonly string[];
    /** Tables that the target had before, by their names in the catalogue; none in journals that know of none. */
    readonly found?: readonly string[];
  };
  readonly table: {
    readonly phase: 'making' | 'filling' | 'filled';
    readonly rows: number;
    readonly fingerprint: string;
  };
  readonly finish: {
    readonly done: number;
    readonly refused: readonly { readonly step: number; readonly reason: string }[];
  };
}

const COLUMNS: Readonly<Record<EngineName, string>> = {
  sqlite: 'item TEXT PRIMARY KEY NOT NULL, state TEXT NOT NULL',
  postgres: 'item text PRIMARY KEY, state text NOT NULL',
  mariadb: 'item VARCHAR(191) PRIMARY KEY, state LONGTEXT NOT NULL',
};
const SUFFIX = ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4';

/**
 * How far a transfer is. Each entry is written in the transaction of what it tells, so that whoever goes on after a crash finds
 * exactly what has been done.
 */
export class Journal {
  readonly #engine: Engine;
  readonly #kind: EngineName;

  constructor(engine: Engine, kind: EngineName) {
    this.#engine = engine;
    this.#kind = kind;
  }

  async make(): Promise<void> {
    const sql = `CREATE TABLE IF NOT EXISTS ${this.#name} (${COLUMNS[this.#kind]})${this.#kind === 'mariadb' ? SUFFIX : ''}`;
    await this.#engine.defining((connection) => connection.run(plain(sql)));
  }

  async drop(): Promise<void> {
    await this.#engine.defining((connection) => connection.run(plain(`DROP TABLE IF EXISTS ${this.#name}`)));
  }

  /** All entries by their item. */
  async read(): Promise<ReadonlyMap<string, unknown>> {
    const rows = await this.#engine.read((connection) =>
      connection.rows(plain(`SELECT item, state FROM ${this.#name}`)),
    );
    return new Map(rows.map(([item, state]) => [String(item), JSON.parse(String(state))]));
  }

  async write<K extends keyof JournalStates>(
    connection: Connection,
    kind: K,
    state: JournalStates[K],
    number?: number,
  ): Promise<void> {
    const { placeholder } = this.#engine.dialect;
    const item = itemOf(kind, number);
    const text = JSON.stringify(state);
    const update = `UPDATE ${this.#name} SET state = ${placeholder(0)} WHERE item = ${placeholder(1)}`;
    if ((await connection.run({ sql: update, parameters: [text, item] })) > 0) return;
    const insert = `INSERT INTO ${this.#name} (item, state) VALUES (${placeholder(0)}, ${placeholder(1)})`;
    await connection.run({ sql: insert, parameters: [item, text] });
  }

  get #name(): string {
    return quoted(this.#kind, JOURNAL);
  }
}

const itemOf = (kind: keyof JournalStates, number?: number) => (number === undefined ? kind : `${kind} ${number}`);

export function entry<K extends keyof JournalStates>(
  entries: ReadonlyMap<string, unknown>,
  kind: K,
  number?: number,
): JournalStates[K] | undefined {
  return entries.get(itemOf(kind, number)) as JournalStates[K] | undefined;
}
