import { createHash } from 'node:crypto';
import type { Clock, InputOf, Service, Stub } from '@caruso/core';
import { CLOCK, inject } from '@caruso/service-manager';
import { type Column, type Condition, type Row, Storage, type Value } from '@caruso/storage-manager/contract';
import type { Billing } from './contract.js';
import { BillingErrors } from './errors.js';
import { fromLegacyDay, toEuros, toLegacyDay, toMedium, unitOf } from './legacy-formats.js';
import { ABLESUNG, KDSTAMM, RECHN, UMZUG, ZAEHLER } from './legacy-schema.js';

const STORE = 'billing';
const SUPPLIED_POSTAL_CODES = /^(?:80|81|82|85)\d{3}$/;

type Input<Name extends keyof typeof Billing.operations> = InputOf<(typeof Billing.operations)[Name]>;

/** Speaks the billing system's tables on one side and its contract on the other. */
export class BillingWrapper implements Service<typeof Billing> {
  constructor(
    @inject(Storage) private readonly storage: Stub<typeof Storage>,
    @inject(CLOCK) private readonly clock: Clock,
  ) {}

  async check() {
    await this.#rows(KDSTAMM.table, [KDSTAMM.number], { column: KDSTAMM.number, op: 'isNull' });
  }

  async account({ customer }: Input<'account'>) {
    const [known] = await this.#rows(KDSTAMM.table, [KDSTAMM.number], is(KDSTAMM.number, customer));
    if (!known) throw new BillingErrors.UnknownCustomer({ customer });
    const unpaid = { all: [is(RECHN.customer, customer), is(RECHN.paid, 0)] };
    const [invoices, meters] = await Promise.all([
      this.#rows(RECHN.table, [RECHN.cents], unpaid),
      this.#rows(ZAEHLER.table, METER_COLUMNS, is(ZAEHLER.customer, customer)),
    ]);
    const owed = invoices.reduce((sum, row) => sum + Number(row[RECHN.cents.name]), 0);
    return { balance: toEuros(owed), openInvoices: invoices.length, meters: meters.map(toMeter) };
  }

  async storeReading({ meter, value, idempotencyKey }: Input<'storeReading'>) {
    const [known] = await this.#rows(ZAEHLER.table, [ZAEHLER.lastReading], is(ZAEHLER.serial, meter));
    if (!known) throw new BillingErrors.UnknownMeter({ meter });
    const last = Number(known[ZAEHLER.lastReading.name]);
    if (value < last) throw new BillingErrors.ReadingTooLow({ meter, value, last });
    const receipt = await this.#once('A', ABLESUNG.table, ABLESUNG.receipt, ABLESUNG.key, idempotencyKey, [
      { column: ABLESUNG.serial, value: meter },
      { column: ABLESUNG.value, value: Math.trunc(value) },
      { column: ABLESUNG.day, value: this.#today() },
      { column: ABLESUNG.status, value: ' ' },
    ]);
    return { receipt };
  }

  async cancelReading({ receipt }: Input<'cancelReading'>) {
    await this.#setStatus(ABLESUNG.table, is(ABLESUNG.receipt, receipt), ABLESUNG.status);
    return {};
  }

  async orderMove({ customer, on, street, houseNumber, postalCode, city, tariff, idempotencyKey }: Input<'orderMove'>) {
    const order = await this.#once('U', UMZUG.table, UMZUG.order, UMZUG.key, idempotencyKey, [
      { column: UMZUG.customer, value: customer },
      { column: UMZUG.day, value: toLegacyDay(on) },
      { column: UMZUG.street, value: `${street} ${houseNumber}` },
      { column: UMZUG.postalCode, value: postalCode },
      { column: UMZUG.city, value: city },
      { column: UMZUG.tariff, value: tariff },
      { column: UMZUG.status, value: 'O' },
    ]);
    return { order };
  }

  async cancelMove({ order }: Input<'cancelMove'>) {
    await this.#setStatus(UMZUG.table, is(UMZUG.order, order), UMZUG.status);
    return {};
  }

  tariffs({ postalCode }: Input<'tariffs'>) {
    const supplied = SUPPLIED_POSTAL_CODES.test(postalCode);
    const offers = [
      { value: 'basic', label: 'Basic' },
      { value: 'green', label: 'Green electricity' },
      { value: 'night', label: 'Day and night' },
    ];
    return { supplied, offers: supplied ? offers : [] };
  }

  /** Inserts a record under a number derived from the caller's key: a second call with the same key finds the first. */
  async #once(
    prefix: string,
    table: string,
    number: Column,
    key: Column,
    idempotencyKey: string,
    cells: { column: Column; value: Value }[],
  ): Promise<string> {
    const [done] = await this.#rows(table, [number], is(key, idempotencyKey));
    if (done) return String(done[number.name]);
    const id = `${prefix}${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 10).toUpperCase()}`;
    const insert = {
      table,
      cells: [{ column: number, value: id }, { column: key, value: idempotencyKey }, ...cells],
    };
    await this.storage.write({ store: STORE, statements: [{ insert }] });
    return id;
  }

  async #setStatus(table: string, where: Condition, column: Column): Promise<void> {
    const update = { table, set: [{ column, value: 'S' }], where };
    await this.storage.write({ store: STORE, statements: [{ update }] });
  }

  #rows(table: string, columns: Column[], where: Condition): Promise<readonly Row[]> {
    return this.storage.select({ store: STORE, table, columns, where });
  }

  #today(): number {
    return toLegacyDay(new Date(this.clock.now()).toISOString().slice(0, 10));
  }
}

const METER_COLUMNS = Object.values(ZAEHLER).filter((column): column is Column => typeof column === 'object');

const is = (column: Column, value: Value): Condition => ({ column, op: 'eq', value });

function toMeter(row: Row) {
  const medium = toMedium(String(row[ZAEHLER.medium.name]));
  return {
    serial: String(row[ZAEHLER.serial.name]),
    medium,
    unit: unitOf(medium),
    address: String(row[ZAEHLER.place.name]),
    lastReading: Number(row[ZAEHLER.lastReading.name]),
    lastReadOn: fromLegacyDay(Number(row[ZAEHLER.lastReadOn.name])),
    expectedUse: Number(row[ZAEHLER.expectedUse.name]),
  };
}
