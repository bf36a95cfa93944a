import { isDeepStrictEqual } from 'node:util';
import type { Stub } from '@caruso/core';
import type { Column, Condition, Statement, Storage, TableDefinition } from '@caruso/storage-manager/contract';
import type { DecisiveOptions } from '../configuration/open-configuration.js';

const STORE = 'system';
const TABLE = 'com_configuration';
/** Raised when definitions change their shape; one of another version counts as not kept. */
const CONFIGURATION_VERSION = 1;

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

/** A configuration, and the events between which it applied. */
export interface AppliedThen {
  readonly options: DecisiveOptions;
  /** Number of the last event that was decided under it; none for what applies still. */
  readonly until: number | undefined;
}

/**
 * The configurations that decisions were made under, each with the number of the last event before it applied. One that is like the one
 * before it is not kept again.
 */
export class KeptConfigurations {
  readonly #storage: Stub<typeof Storage>;

  constructor(storage: Stub<typeof Storage>) {
    this.#storage = storage;
  }

  /** Makes the table if it is not there. */
  async define(): Promise<void> {
    await this.#storage.define({ store: STORE, tables: [table] });
  }

  /**
   * The configuration under which was decided what came behind an event; nothing where the log is older than this table, or
   * the definitions are of another version of this program.
   */
  async appliedBehind(event: number): Promise<AppliedThen | undefined> {
    const [row] = await this.#select({ column: number, op: 'lte', value: String(event) }, true, [version, body]);
    if (Number(row?.version) !== CONFIGURATION_VERSION || !row) return undefined;
    return { options: row.body as unknown as DecisiveOptions, until: await this.firstBehind(event) };
  }

  /** Number of the event behind which the first configuration applied that is kept for later than an event. */
  async firstBehind(event: number): Promise<number | undefined> {
    const [row] = await this.#select({ column: number, op: 'gt', value: String(event) }, false, [number]);
    return row && Number(row.number);
  }

  /** Keeps what applies behind an event, unless it is what applied before. */
  async keep(event: number, options: DecisiveOptions): Promise<void> {
    const last = await this.appliedBehind(event);
    if (last?.until === undefined && isDeepStrictEqual(last?.options, plain(options))) return;
    const obsolete: Statement = {
      delete: { table: TABLE, where: { column: number, op: 'gte', value: String(event) } },
    };
    await this.#storage.write({ store: STORE, statements: [obsolete, ...this.statements(event, options)] });
  }

  /** What has to be written when options apply behind an event that is written with it. */
  statements(event: number, options: DecisiveOptions): readonly Statement[] {
    const cells = [
      { column: number, value: String(event) },
      { column: version, value: CONFIGURATION_VERSION },
      { column: body, value: plain(options) },
    ];
    return [{ insert: { table: TABLE, cells } }];
  }

  #select(where: Condition, descending: boolean, columns: Column[]) {
    return this.#storage.select({
      ...{ store: STORE, table: TABLE, columns, where, limit: 1 },
      order: [{ column: number, descending }],
    });
  }
}

/** As JSON keeps it. */
function plain(options: DecisiveOptions) {
  return JSON.parse(JSON.stringify(options));
}
