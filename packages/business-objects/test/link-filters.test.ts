import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entity, Filter } from '../src/contract.js';
import { ObjectErrors } from '../src/index.js';
import { engines, type LegacyDatabase, titleOf } from './databases.js';
import { LEGACY_TABLES, startLegacy } from './legacy-company.js';

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);
type Values = Readonly<Record<string, unknown>>;

/** Names and towns that engines sort and compare in different ways when they are left to themselves. */
const CITIES = ['Graz', 'graz', 'Ärzen', 'Zell', 'zell', 'Linz ', 'Linz', '', null, 'Österreich'];
const REGIONS = [
  { id: 1, name: 'Süd' },
  { id: 2, name: 'sud' },
  { id: 3, name: null },
  { id: 4, name: 'Nord' },
];

const comparisons = fc.oneof(
  fc.record({
    attribute: fc.constant('customer.city'),
    op: fc.constantFrom('eq', 'ne', 'lt', 'gte', 'contains', 'startsWithIgnoreCase'),
    value: fc.constantFrom('Graz', 'Ärzen', 'z', 'Linz'),
  }),
  fc.record({
    attribute: fc.constant('customer.region.name'),
    op: fc.constantFrom('eq', 'ne'),
    value: fc.constantFrom('Süd', 'sud', null),
  }),
  fc.record({
    attribute: fc.constantFrom('customer.city', 'customer.region.name', 'customer.region'),
    op: fc.constantFrom('isNull', 'notNull'),
  }),
  fc.record({
    attribute: fc.constant('customer.city'),
    op: fc.constant('in'),
    values: fc.subarray(['Graz', 'zell', null, '']),
  }),
) as fc.Arbitrary<Filter>;
const filters = fc.oneof(
  comparisons,
  comparisons.map((not) => ({ not })),
  fc.tuple(comparisons, comparisons).map((any) => ({ any })),
  fc.tuple(comparisons, comparisons).map((all) => ({ all })),
) as fc.Arbitrary<Filter>;
const sorts = fc.uniqueArray(fc.constantFrom('customer.city', 'customer.region.name', 'customer.name', 'rank'), {
  maxLength: 3,
});

function holds(filter: Filter, readOf: (path: string) => unknown): boolean {
  if ('all' in filter) return filter.all.every((part) => holds(part, readOf));
  if ('any' in filter) return filter.any.some((part) => holds(part, readOf));
  if ('not' in filter) return !holds(filter.not, readOf);
  if (!('attribute' in filter)) throw new RangeError('not made here');
  const value = readOf(filter.attribute) ?? null;
  if ('values' in filter) return filter.values.includes(value);
  if (!('value' in filter)) return (value === null) === (filter.op === 'isNull');
  if (filter.op === 'eq') return value === filter.value;
  if (filter.op === 'ne') return value !== filter.value;
  if (value === null) return false;
  const [text, sought] = [String(value), String(filter.value)];
  if (filter.op === 'contains') return text.includes(sought);
  if (filter.op === 'startsWithIgnoreCase') return text.toLowerCase().startsWith(sought.toLowerCase());
  return filter.op === 'lt' ? text < sought : text >= sought;
}

function compare(a: unknown, b: unknown): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return (a as string) < (b as string) ? -1 : a === b ? 0 : 1;
}

for (const engine of engines) {
  describe.skipIf(engine.missing)(`searches over links, on ${titleOf(engine)}`, () => {
    let database: LegacyDatabase;
    let started: Awaited<ReturnType<typeof startLegacy>>;
    const customers: Values[] = [];
    const records: Record<'Invoice' | 'Note', { key: string; values: Values }[]> = { Invoice: [], Note: [] };

    beforeAll(async () => {
      database = await engine.create();
      await database.run(LEGACY_TABLES);
      started = await startLegacy(database, 40);
      const { objects } = started;
      for (const region of REGIONS) await objects.create({ object: 'Region', values: region });
      for (const [at, city] of CITIES.entries()) {
        const values = { number: at, name: `C${at % 3}`, city, region: at % 5 === 4 ? null : String((at % 4) + 1) };
        // The mapping reads an empty text as nothing.
        const kept = { ...values, city: city === '' ? null : city };
        customers.push((await objects.create({ object: 'Customer', values: { ...kept, street: 'x' } })).values);
      }
      for (let at = 0; at < 30; at += 1) {
        const customer = at % 11 === 10 ? null : String(at % 10);
        const invoice = { number: at, amount: `${at}.50`, paid: at % 3 === 0, customer };
        const note = { text: `n${at}`, rank: at % 4, customer };
        const made = await objects.create({ object: 'Invoice', values: invoice });
        records.Invoice.push({ key: made.key, values: made.values });
        const noted = await objects.create({ object: 'Note', values: note });
        records.Note.push({ key: noted.key, values: noted.values });
      }
      // A link that leads to nothing, as old tables have them.
      await database.run(`INSERT INTO rechn VALUES (77, 4711, 1, 'J')`);
      records.Invoice.push({ key: '77', values: { number: 77, amount: '1.00', paid: true, customer: '4711' } });
    }, 30_000);
    afterAll(async () => {
      await started?.running.stop();
      await database?.drop();
    });

    const valueAlong = (values: Values, path: string): unknown => {
      const [first = '', second, third] = path.split('.');
      if (second === undefined) return values[first] ?? null;
      const customer = customers.find(({ number }) => String(number) === values.customer);
      if (customer === undefined) return null;
      if (third === undefined) return customer[second] ?? null;
      return REGIONS.find(({ id }) => String(id) === customer.region)?.name ?? null;
    };

    async function all(object: string, sort: readonly string[], where: Filter, limit: number) {
      const found: Entity[] = [];
      let after: string | undefined;
      do {
        const page = await started.objects.find({ object, sort: [...sort], where, limit, ...(after ? { after } : {}) });
        found.push(...page.items);
        after = page.next;
      } while (after !== undefined);
      return found.map(({ key }) => key);
    }

    // Invoices lie beside the customers, notes in another store.
    it.each(['Invoice', 'Note'] as const)(
      'find %ss as their linked objects have it, in the same order on every page',
      async (object) => {
        await fc.assert(
          fc.asyncProperty(
            filters,
            sorts,
            fc.integer({ min: 3, max: 40 }),
            fc.boolean(),
            async (where, terms, limit, down) => {
              const names = object === 'Invoice' ? terms.filter((term) => term !== 'rank') : terms;
              const expected = records[object]
                .filter(({ values }) => holds(where, (path) => valueAlong(values, path)))
                .sort((a, b) => {
                  for (const name of names) {
                    const [x, y] = [valueAlong(a.values, name), valueAlong(b.values, name)];
                    const found = compare(x, y);
                    if (found !== 0) return down && x !== null && y !== null ? -found : found;
                  }
                  return object === 'Invoice' ? Number(a.key) - Number(b.key) : compare(a.key, b.key);
                });
              const sort = names.map((name) => (down ? `-${name}` : name));
              expect(await all(object, sort, where, limit)).toEqual(expected.map(({ key }) => key));
            },
          ),
          { numRuns: 25 },
        );
      },
      60_000,
    );

    it('ask whether a link to many leads to some that fit, or to none', async () => {
      const paid: Filter = { attribute: 'paid', op: 'eq', value: true };
      const sorted = async (where: Filter) => all('Customer', [], where, 100);
      const withPaid = new Set(
        records.Invoice.filter(({ values }) => values.paid).map(({ values }) => values.customer),
      );
      const keys = customers.map(({ number }) => String(number));
      expect(await sorted({ some: 'invoices', where: paid })).toEqual(keys.filter((key) => withPaid.has(key)));
      expect(await sorted({ none: 'invoices', where: paid })).toEqual(keys.filter((key) => !withPaid.has(key)));
      expect(await sorted({ some: 'history' })).toEqual([]);
      const noted = new Set(
        records.Note.filter(({ values }) => values.rank === 2).map(({ values }) => values.customer),
      );
      const rank: Filter = { attribute: 'rank', op: 'eq', value: 2 };
      expect(await sorted({ some: 'notes', where: rank })).toEqual(keys.filter((key) => noted.has(key)));
      expect(await sorted({ all: [{ none: 'notes', where: rank }, { some: 'invoices' }] })).toEqual(
        keys.filter((key) => !noted.has(key) && records.Invoice.some(({ values }) => values.customer === key)),
      );
    });

    it('go further than one link, and back', async () => {
      const where: Filter = { some: 'notes', where: { attribute: 'customer.region.name', op: 'eq', value: 'Nord' } };
      const expected = customers.filter(({ region }) => region === '4').map(({ number }) => String(number));
      expect(await all('Customer', [], where, 100)).toEqual(expected);
    });

    it('are refused when more keys would have to go to another store than are allowed', async () => {
      const items = Array.from({ length: 60 }, (_, at) => ({ text: 'many', rank: 9, customer: String(at % 10) }));
      await started.objects.createMany({ object: 'Note', items });
      const refused = await failure(started.objects.find({ object: 'Note', sort: ['customer.city'] }));
      expect(ObjectErrors.TooManyToSort.is(refused)).toBe(true);
      for (let at = 100; at < 150; at += 1)
        await database.run(
          `INSERT INTO kdstamm (kd_nr, name1) VALUES (${at}, 'x'); INSERT INTO kdadr (kd_nr) VALUES (${at})`,
        );
      const wide = await failure(
        started.objects.find({ object: 'Note', where: { attribute: 'customer.name', op: 'eq', value: 'x' } }),
      );
      expect(ObjectErrors.TooManyLinked.is(wide)).toBe(true);
      expect(String(wide)).toContain('more than 40 Customer of the store "legacy" fit');
    });

    it('say what they cannot be', async () => {
      const find = (where: Filter, sort: string[] = []) =>
        failure(started.objects.find({ object: 'Customer', where, sort }));
      expect(ObjectErrors.UnknownLink.is(await find({ some: 'invoice' }))).toBe(true);
      expect(ObjectErrors.UnknownAttribute.is(await find({ attribute: 'regon.name', op: 'isNull' }))).toBe(true);
      const many = await find({ attribute: 'invoices.amount', op: 'gt', value: '1' });
      expect(String(many)).toContain("it leads to many objects: ask for 'some' or 'none' of them");
      expect(ObjectErrors.FilterNotPossible.is(await find({ all: [] }, ['invoices.amount']))).toBe(true);
    });
  });
}
