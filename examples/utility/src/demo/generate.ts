import { de, Faker } from '@faker-js/faker';
import { toLegacyDay } from '../billing/legacy-formats.js';

/** A day as an offset from today, so that the demo never looks old. */
export type DayBefore = (days: number) => string;

const STREETS = ['Ahornweg', 'Bahnhofstraße', 'Birkenallee', 'Gartenstraße', 'Lindenplatz', 'Mühlweg', 'Schulstraße'];
const PLACES = [
  { postalCode: '80331', city: 'München' },
  { postalCode: '82131', city: 'Gauting' },
  { postalCode: '82319', city: 'Starnberg' },
  { postalCode: '85540', city: 'Haar' },
  { postalCode: '85579', city: 'Neubiberg' },
];
const USE = { electricity: 900, gas: 420, water: 40 } as const;
type Medium = keyof typeof USE;

/** The telephone number of the n-th customer of the demo: made up, and the same in each run. */
export const phoneOf = (n: number): string => `+4989${2_000_000 + n * 37}`;
export const numberOf = (n: number): string => `K${100_000 + n}`;

function makeCustomer(faker: Faker, n: number, daysAgo: DayBefore) {
  const first = faker.person.firstName();
  const last = faker.person.lastName();
  return {
    number: numberOf(n),
    name: `${first} ${last}`,
    street: `${faker.helpers.arrayElement(STREETS)} ${faker.number.int({ min: 1, max: 120 })}`,
    ...faker.helpers.arrayElement(PLACES),
    phone: phoneOf(n),
    email: `customer${n}@example.org`,
    marketing: faker.helpers.arrayElement(['optIn', 'optOut', 'unknown']),
    since: daysAgo(faker.number.int({ min: 400, max: 6_000 })),
  };
}

function makeReadings(faker: Faker, medium: Medium, daysAgo: DayBefore) {
  let value = faker.number.int({ min: 100, max: 9_000 });
  return [1_100, 735, 370, 100].map((days) => {
    value += Math.round(USE[medium] * faker.number.float({ min: 0.7, max: 1.4 }));
    return { day: daysAgo(days), value };
  });
}

function makeInvoices(faker: Faker, customer: string, daysAgo: DayBefore, nextNumber: (year: number) => number) {
  return [480, 300, 120].map((days, index) => {
    const day = daysAgo(days + faker.number.int({ min: 0, max: 60 }));
    const year = Number(day.slice(0, 4));
    const paid = index < 2 || faker.datatype.boolean(0.7) ? 1 : 0;
    const cents = faker.number.int({ min: 4_500, max: 68_000 });
    return { JAHR: year, R_NR: nextNumber(year), KD_NR: customer, DAT: toLegacyDay(day), BETRAG_CT: cents, BEZ: paid };
  });
}

/**
 * The company of the demo: `customers` customers with connections, meters, readings, contracts and invoices. The same
 * numbers give the same company, apart from the days, which are counted from `today` (`2026-01-31`).
 */
export function generateCompany(customers: number, today: string) {
  const faker = new Faker({ locale: de, seed: 20_260_101 });
  const midnight = Date.parse(`${today}T00:00:00Z`);
  const daysAgo: DayBefore = (days) => new Date(midnight - days * 86_400_000).toISOString().slice(0, 10);
  const invoiceNumbers = new Map<number, number>();
  const nextNumber = (year: number) => {
    const number = (invoiceNumbers.get(year) ?? 1_000) + 1;
    invoiceNumbers.set(year, number);
    return number;
  };
  const ids = Array.from({ length: customers }, (_, index) => index + 1);
  return ids.map((n) => {
    const customer = makeCustomer(faker, n, daysAgo);
    const media: Medium[] = faker.helpers.arrayElement([
      ['electricity'],
      ['electricity', 'gas'],
      ['electricity', 'water'],
    ]);
    const connections = media.map((medium, index) => ({
      code: `DE${String(n).padStart(6, '0')}${index + 1}`,
      medium,
      address: `${customer.street}, ${customer.postalCode} ${customer.city}`,
      contract: {
        number: `V${n * 10 + index}`,
        tariff: faker.helpers.arrayElement(['basic', 'green', 'night']),
        from: customer.since,
      },
      meter: {
        serial: `${medium.charAt(0).toUpperCase()}-${100_000 + n * 10 + index}`,
        installedOn: customer.since,
        smart: faker.datatype.boolean(0.3),
        readings: makeReadings(faker, medium, daysAgo),
        expectedUse: USE[medium],
      },
    }));
    return { customer, connections, invoices: makeInvoices(faker, customer.number, daysAgo, nextNumber) };
  });
}

export type GeneratedCustomer = ReturnType<typeof generateCompany>[number];
