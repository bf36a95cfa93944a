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
    const last = await this.#lastReadings(meters);
    return { balance: toEuros(owed), openInvoices: invoices.length, meters: meters.map((row) => toMeter(row, last)) };
  }

  async storeReading({ meter, value, idempotencyKey }: Input<'storeReading'>) {
    const entered = await this.#numberOf(ABLESUNG.table, ABLESUNG.receipt, ABLESUNG.key, idempotencyKey);
    if (entered !== undefined) return { receipt: entered };
    const [known] = await this.#rows(ZAEHLER.table, METER_COLUMNS, is(ZAEHLER.serial, meter));
    if (!known) throw new BillingErrors.UnknownMeter({ meter });
    const { lastReading } = toMeter(known, await this.#lastReadings([known]));
    if (value < lastReading) throw new BillingErrors.ReadingTooLow({ meter, value, last: lastReading });
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

  /** The newest reading entered for each meter since the last invoice, cancelled ones left out. */
  async #lastReadings(meters: readonly Row[]): Promise<ReadonlyMap<string, Row>> {
    if (meters.length === 0) return new Map();
    const serials = meters.map((row) => row[ZAEHLER.serial.name] ?? null);
    const where: Condition = {
      all: [
        { column: ABLESUNG.serial, op: 'in', values: serials },
        { column: ABLESUNG.status, op: 'ne', value: 'S' },
      ],
    };
    const rows = await this.#rows(ABLESUNG.table, [ABLESUNG.serial, ABLESUNG.value, ABLESUNG.day], where);
    const rising = [...rows].sort((a, b) => Number(a[ABLESUNG.value.name]) - Number(b[ABLESUNG.value.name]));
    return new Map(rising.map((row) => [String(row[ABLESUNG.serial.name]), row]));
  }

  /** The number of the record that was inserted for a caller's key. */
  async #numberOf(table: string, number: Column, key: Column, idempotencyKey: string): Promise<string | undefined> {
    const [row] = await this.#rows(table, [number], is(key, idempotencyKey));
    return row && String(row[number.name]);
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
    const done = await this.#numberOf(table, number, key, idempotencyKey);
    if (done !== undefined) return done;
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

function toMeter(row: Row, readings: ReadonlyMap<string, Row>) {
  const medium = toMedium(String(row[ZAEHLER.medium.name]));
  const serial = String(row[ZAEHLER.serial.name]);
  const read = readings.get(serial);
  return {
    serial,
    medium,
    unit: unitOf(medium),
    address: String(row[ZAEHLER.place.name]),
    lastReading: Number(read ? read[ABLESUNG.value.name] : row[ZAEHLER.lastReading.name]),
    lastReadOn: fromLegacyDay(Number(read ? read[ABLESUNG.day.name] : row[ZAEHLER.lastReadOn.name])),
    expectedUse: Number(row[ZAEHLER.expectedUse.name]),
  };
}
