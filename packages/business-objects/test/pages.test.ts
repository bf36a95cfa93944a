import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entity, Filter } from '../src/contract.js';
import { ObjectErrors } from '../src/index.js';
import { startUtility } from './utility.js';

const MODEL = `<caruso model="pages" version="1.0.0">
 <objects>
  <object name="Thing" key="a b" title="{a}/{b}">
   <attr name="a" type="integer" required="true"/>
   <attr name="b" type="string" required="true"/>
   <attr name="text" type="string" search="true"/>
   <attr name="amount" type="decimal" precision="8" scale="2"/>
   <attr name="on" type="date"/>
   <attr name="flag" type="boolean"/>
   <link name="owner" to="Owner"/>
  </object>
  <object name="Owner" key="id" title="{id}"><attr name="id" type="string"/></object>
 </objects>
 <mapping company="test">
  <store name="system" schema="managed"/>
  <map object="Thing" store="system" table="thing">
   <col attr="a" column="a"/><col attr="b" column="b"/><col attr="text" column="text"/>
   <col attr="amount" column="cents" convert="scale(-2)"/><col attr="on" column="on_day" convert="date(yyyyMMdd)"/>
   <col attr="flag" column="flag" convert="code(J=true,N=false)"/>
   <join link="owner" columns="owner_id"/>
  </map>
  <map object="Owner" store="system" table="owner"><col attr="id" column="id" convert="zeropad(4)"/></map>
 </mapping>
</caruso>`;

type Values = Readonly<Record<string, string | number | boolean | null>>;

const ATTRIBUTES = ['a', 'b', 'text', 'amount', 'on', 'owner'] as const;
const VALUES = {
  a: fc.constantFrom(1, 2, 10),
  b: fc.constantFrom('x', 'Y', 'é', ''),
  text: fc.constantFrom('', 'a', 'A', 'ab', 'Ä', 'z', null),
  amount: fc.constantFrom('-1.50', '0.00', '9.99', '10.00', null),
  on: fc.constantFrom('2023-12-31', '2024-02-29', null),
  owner: fc.constantFrom('1', '12', null),
};
const sorts = fc.uniqueArray(fc.tuple(fc.constantFrom(...ATTRIBUTES), fc.boolean()), {
  maxLength: 3,
  selector: ([name]) => name,
});
const comparisons = fc.constantFrom(...ATTRIBUTES).chain((attribute) =>
  fc.oneof(
    fc.record({
      attribute: fc.constant(attribute),
      op: attribute === 'owner' ? fc.constantFrom('eq', 'ne') : fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'),
      value: VALUES[attribute] as fc.Arbitrary<unknown>,
    }),
    fc.record({ attribute: fc.constant(attribute), op: fc.constantFrom('isNull', 'notNull') }),
    fc.record({
      attribute: fc.constant(attribute),
      op: fc.constant('in'),
      values: fc.array(VALUES[attribute] as fc.Arbitrary<unknown>, { maxLength: 3 }),
    }),
  ),
) as fc.Arbitrary<Filter>;
const filters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2 },
    comparisons,
    fc.array(tie('filter'), { maxLength: 2 }).map((all) => ({ all })),
    fc.array(tie('filter'), { maxLength: 2 }).map((any) => ({ any })),
    tie('filter').map((not) => ({ not })),
  ),
})).filter;

/** How values compare: numbers by size, texts by code points. */
function order(attribute: string, a: unknown, b: unknown): number {
  const [x, y] = attribute === 'amount' ? [Number(a), Number(b)] : [a as string, b as string];
  return x < y ? -1 : x > y ? 1 : 0;
}

function holds(filter: Filter, values: Values): boolean {
  if ('all' in filter) return filter.all.every((part) => holds(part, values));
  if ('any' in filter) return filter.any.some((part) => holds(part, values));
  if ('not' in filter) return !holds(filter.not, values);
  if (!('attribute' in filter)) return false;
  const value = values[filter.attribute] ?? null;
  if ('values' in filter) return filter.values.includes(value);
  if (!('value' in filter)) return (value === null) === (filter.op === 'isNull');
  if (filter.op === 'eq') return value === filter.value;
  if (filter.op === 'ne') return value !== filter.value;
  if (value === null || filter.value === null) return false;
  const found = order(filter.attribute, value, filter.value);
  return { lt: found < 0, lte: found <= 0, gt: found > 0, gte: found >= 0 }[filter.op as 'lt' | 'lte' | 'gt' | 'gte'];
}

function sorted(things: readonly Values[], sort: readonly (readonly [string, boolean])[]): readonly Values[] {
  const terms = [...sort, ['a', false] as const, ['b', false] as const];
  return [...things].sort((left, right) => {
    for (const [name, descending] of terms) {
      const [x, y] = [left[name] ?? null, right[name] ?? null];
      if (x === null || y === null) {
        if (x !== y) return x === null ? 1 : -1;
        continue;
      }
      const found = order(name, x, y);
      if (found !== 0) return descending ? -found : found;
    }
    return 0;
  });
}

describe('find', () => {
  let started: Awaited<ReturnType<typeof startUtility>>;
  const things: Values[] = [];

  beforeAll(async () => {
    started = await startUtility(MODEL);
    for (const id of ['1', '12']) await started.objects.create({ object: 'Owner', values: { id } });
    const samples = fc.sample(fc.record(VALUES), { numRuns: 60, seed: 7 });
    const keys = new Set<string>();
    for (const sample of samples) {
      const values = { ...sample, b: `${sample.b}${keys.size % 5}` };
      if (keys.has(`${values.a} ${values.b}`)) continue;
      keys.add(`${values.a} ${values.b}`);
      const created = await started.objects.create({ object: 'Thing', values });
      things.push(created.values as Values);
    }
  });
  afterAll(() => started?.running.stop());

  async function pages(sort: readonly (readonly [string, boolean])[], where: Filter, limit: number) {
    const terms = sort.map(([name, descending]) => (descending ? `-${name}` : name));
    const found: Entity[] = [];
    let after: string | undefined;
    do {
      const more = after === undefined ? {} : { after };
      const page = await started.objects.find({ object: 'Thing', sort: terms, where, limit, ...more });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      found.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return found.map(({ values }) => values);
  }

  it('gives every object that fits exactly once and in order, whatever the filter, the sort and the page', async () => {
    await fc.assert(
      fc.asyncProperty(sorts, filters, fc.integer({ min: 1, max: 20 }), async (sort, where, limit) => {
        const expected = sorted(
          things.filter((values) => holds(where, values)),
          sort,
        );
        expect(await pages(sort, where, limit)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('goes on behind an object that has been deleted in between', async () => {
    const first = await started.objects.find({ object: 'Thing', sort: ['text'], limit: 5 });
    const last = first.items.at(-1);
    await started.objects.delete({ object: 'Thing', key: last?.key ?? '', version: last?.version ?? '' });
    const rest = await started.objects.find({ object: 'Thing', sort: ['text'], limit: 1_000, after: first.next });
    expect(first.items.length + rest.items.length).toBe(things.length);
    await started.objects.create({ object: 'Thing', values: last?.values ?? {} });
  });

  it('refuses a cursor of another sort, and what is no cursor', async () => {
    const { next } = await started.objects.find({ object: 'Thing', sort: ['text'], limit: 5 });
    for (const after of [next, 'x', Buffer.from('[1]').toString('base64url'), '']) {
      const thrown = await started.objects.find({ object: 'Thing', sort: ['on'], after }).catch((error) => error);
      expect(ObjectErrors.BadCursor.is(thrown)).toBe(true);
    }
  });

  it('refuses an option that there is not, and says which is meant', async () => {
    const misspelt: object = { object: 'Thing', limt: 2 };
    const thrown = await started.objects.find(misspelt as { object: string }).catch((error: unknown) => error);
    expect(String(thrown)).toContain("there is no option 'limt' (did you mean 'limit'?)");
  });

  it('refuses to sort by what the column orders otherwise', async () => {
    const thrown = await started.objects.find({ object: 'Thing', sort: ['flag'] }).catch((error) => error);
    expect(ObjectErrors.FilterNotPossible.is(thrown)).toBe(true);
  });
});
