import type { Clock, Service } from '@caruso/core';
import { CLOCK, defineComponent, inject, LOG, type Log, provide } from '@caruso/service-manager';
import { openStore, StorageErrors, type Store } from '@caruso/storage-manager';
import type { Column, Row, Statement } from '@caruso/storage-manager/contract';
import { KDSTAMM, LEGACY_TABLES, RECHN, ZAEHLER } from '../billing/legacy-schema.js';
import { DemoBilling } from './contract.js';
import { type GeneratedCustomer, generateCompany } from './generate.js';

export interface DemoBillingOptions {
  /** Address of the billing system's database, which the demo brings along. */
  readonly billing: string;
  readonly customers: number;
}
const OPTIONS = Symbol('demo billing options');

/**
 * The demo is its own billing department: it creates and fills the tables that all others find when they start. A database
 * with data in it stays as it is.
 */
class DemoBillingService implements Service<typeof DemoBilling> {
  constructor(
    @inject(OPTIONS) private readonly options: DemoBillingOptions,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(LOG) private readonly log: Log,
  ) {}

  /** A billing database that is down is no reason to start nothing at all: it is filled at the next start. */
  async start() {
    try {
      const store = await openStore('billing', { url: this.options.billing, schema: 'managed' });
      try {
        await this.#fill(store);
      } finally {
        await store.close();
      }
    } catch (thrown) {
      if (!StorageErrors.Unreachable.is(thrown)) throw thrown;
      this.log.warn(thrown.message);
    }
  }

  async customers() {
    const store = await openStore('billing', { url: this.options.billing, schema: 'managed' });
    try {
      return { customers: (await store.select({ table: KDSTAMM.table, columns: [KDSTAMM.number] })).length };
    } finally {
      await store.close();
    }
  }

  async #fill(store: Store): Promise<void> {
    await store.define(LEGACY_TABLES);
    const [filled] = await store.select({ table: KDSTAMM.table, columns: [KDSTAMM.number], limit: 1 });
    if (filled !== undefined) return;
    const today = new Date(this.clock.now()).toISOString().slice(0, 10);
    await store.write(generateCompany(this.options.customers, today).flatMap(legacyRows));
  }
}

function legacyRows({ customer, connections, invoices }: GeneratedCustomer): Statement[] {
  return [
    insert(KDSTAMM, { KD_NR: customer.number, MAHNSP: 'N' }),
    ...connections.map(({ medium, address, meter }) => {
      const last = meter.readings.at(-1);
      return insert(ZAEHLER, {
        Z_NR: meter.serial,
        KD_NR: customer.number,
        SPARTE: medium.charAt(0).toUpperCase(),
        EINBAUORT: address,
        STAND_ALT: last?.value ?? 0,
        DAT_ALT: Number(last?.day.replaceAll('-', '') ?? 0),
        VERBR_ERW: meter.expectedUse,
      });
    }),
    ...invoices.map((invoice) => insert(RECHN, invoice)),
  ];
}

function insert(
  definition: Readonly<Record<string, Column | string>> & { readonly table: string },
  row: Row,
): Statement {
  const columns = Object.values(definition).filter((column): column is Column => typeof column === 'object');
  return {
    insert: { table: definition.table, cells: columns.map((column) => ({ column, value: row[column.name] ?? null })) },
  };
}

/** Requires nothing, so that it starts where the assembly names it: before those that look for the billing tables. */
export const demoBilling = (options: DemoBillingOptions) =>
  defineComponent({
    name: 'demo-billing',
    provides: [provide(DemoBilling, DemoBillingService)],
    configure: (container) => {
      container.bind(OPTIONS).toConstantValue(options);
    },
  });
