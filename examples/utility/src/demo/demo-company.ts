import { randomUUID } from 'node:crypto';
import { BusinessObjects } from '@caruso/business-objects/contract';
import type { Clock, Service, Stub } from '@caruso/core';
import { CLOCK, defineComponent, inject, provide } from '@caruso/service-manager';
import { openStore } from '@caruso/storage-manager';
import { type Column, type Row, type Statement, Storage } from '@caruso/storage-manager/contract';
import { ABLESUNG, KDSTAMM, LEGACY_TABLES, RECHN, ZAEHLER } from '../billing/legacy-schema.js';
import { DemoCompany } from './contract.js';
import { type GeneratedCustomer, generateCompany } from './generate.js';

export interface DemoOptions {
  /** Address of the billing system's database, which the demo brings along. */
  readonly billing: string;
  readonly customers: number;
  readonly logIns: readonly { readonly login: string; readonly password: string; readonly role: string }[];
}
const OPTIONS = Symbol('demo options');

/** Fills empty databases with a made-up company; databases with data in them stay as they are. */
class DemoCompanyService implements Service<typeof DemoCompany> {
  constructor(
    @inject(OPTIONS) private readonly options: DemoOptions,
    @inject(BusinessObjects) private readonly objects: Stub<typeof BusinessObjects>,
    @inject(Storage) private readonly storage: Stub<typeof Storage>,
    @inject(CLOCK) private readonly clock: Clock,
  ) {}

  async start() {
    const { items } = await this.objects.find({ object: 'Customer', limit: 1 });
    if (items.length > 0) return;
    const company = generateCompany(this.options.customers, new Date(this.clock.now()).toISOString().slice(0, 10));
    await this.#fillBilling(company);
    await this.storage.write({ store: 'system', statements: company.flatMap(ownRows) });
  }

  logIns() {
    return this.options.logIns.map(({ login, password, role }) => ({ login, password, role }));
  }

  /** The demo is its own billing department: it may create the tables that `billing` only reads and writes rows of. */
  async #fillBilling(company: readonly GeneratedCustomer[]): Promise<void> {
    const store = await openStore('billing', { url: this.options.billing, schema: 'managed' });
    try {
      await store.define(LEGACY_TABLES);
      const left = [ABLESUNG, RECHN, ZAEHLER, KDSTAMM].map(({ table }) => ({ delete: { table, where: { all: [] } } }));
      await store.write([...left, ...company.flatMap(legacyRows)]);
    } finally {
      await store.close();
    }
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

function ownRows({ customer, connections }: GeneratedCustomer): Statement[] {
  const { postalCode, ...others } = customer;
  return [
    insertInto('customer', { ...others, postal_code: postalCode, revision: 1 }),
    ...connections.flatMap(({ code, medium, address, meter, contract }) => [
      insertInto('connection', { code, medium, address, customer: customer.number }),
      insertInto('meter', {
        serial: meter.serial,
        installed_on: meter.installedOn,
        smart: meter.smart,
        connection: code,
      }),
      insertInto('contract', {
        number: contract.number,
        tariff: contract.tariff,
        valid_from: contract.from,
        customer: customer.number,
        connection: code,
        revision: 1,
      }),
      ...meter.readings.map(({ day, value }) =>
        insertInto('reading', {
          id: randomUUID(),
          read_at: `${day}T10:00:00.000Z`,
          value: `${value}.000`,
          source: 'technician',
          meter: meter.serial,
        }),
      ),
    ]),
  ];
}

const TYPES: Readonly<Record<string, Column['type']>> = {
  revision: 'integer',
  smart: 'boolean',
  since: 'date',
  installed_on: 'date',
  valid_from: 'date',
  read_at: 'instant',
  value: 'decimal',
  id: 'uuid',
};

function insertInto(table: string, row: Row): Statement {
  const cells = Object.entries(row).map(([name, value]) => {
    const type = TYPES[name] ?? 'string';
    return { column: type === 'decimal' ? { name, type, scale: 3 } : { name, type }, value };
  });
  return { insert: { table, cells } };
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

export const demoCompany = (options: DemoOptions) =>
  defineComponent({
    name: 'demo-company',
    provides: [provide(DemoCompany, DemoCompanyService)],
    requires: [BusinessObjects, Storage],
    configure: (container) => {
      container.bind(OPTIONS).toConstantValue(options);
    },
  });
