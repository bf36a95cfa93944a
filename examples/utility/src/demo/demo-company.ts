import { randomUUID } from 'node:crypto';
import { BusinessObjects } from '@caruso/business-objects/contract';
import type { Clock, Service, Stub } from '@caruso/core';
import { CLOCK, defineComponent, inject, provide } from '@caruso/service-manager';
import { type Column, type Row, type Statement, Storage } from '@caruso/storage-manager/contract';
import { DemoCompany } from './contract.js';
import { type GeneratedCustomer, generateCompany } from './generate.js';

export interface DemoOptions {
  readonly customers: number;
  readonly logIns: readonly { readonly login: string; readonly password: string; readonly role: string }[];
}
const OPTIONS = Symbol('demo options');

/** Fills an empty system store with a made-up company; one with data in it stays as it is. */
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
    await this.storage.write({ store: 'system', statements: company.flatMap(ownRows) });
  }

  logIns() {
    return this.options.logIns.map(({ login, password, role }) => ({ login, password, role }));
  }
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

export const demoCompany = (options: DemoOptions) =>
  defineComponent({
    name: 'demo-company',
    provides: [provide(DemoCompany, DemoCompanyService)],
    requires: [BusinessObjects, Storage],
    configure: (container) => {
      container.bind(OPTIONS).toConstantValue(options);
    },
  });
