import { defineContract, type Operation } from '@caruso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compareContracts } from './compare-contracts.js';
import { contractDocument } from './contract-document.js';
import { contractOf } from './contract-of.js';
import { representSchema } from './represent-schema.js';
import { SchemaComparison } from './schema-comparison.js';

/** A small grammar of schemas: what JSON Schema can say, as zod and as values that often fit. */
interface Sample {
  readonly schema: z.ZodType;
  readonly values: fc.Arbitrary<unknown>;
}
/** An older and a newer schema, which differ in some places or in none. */
type Pair = readonly [older: Sample, newer: Sample];

const oftenTheSame = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly [T, T]> =>
  fc.oneof(
    { weight: 4, arbitrary: arbitrary.map((one) => [one, one] as const) },
    { weight: 1, arbitrary: fc.tuple(arbitrary, arbitrary) },
  );
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const each = <A>([older, newer]: readonly [A, A], make: (part: A, side: 0 | 1) => Sample): Pair => [
  make(older, 0),
  make(newer, 1),
];

const word = fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'ba');
const number = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom(-1.5, 0.5, 2.5));

const strings = oftenTheSame(
  fc.record({ min: maybe(fc.nat(2)), max: maybe(fc.nat(3)), pattern: maybe(fc.constantFrom(/^a/, /b/)) }),
).map((pair) =>
  each(pair, ({ min, max, pattern }) => {
    let schema = z.string();
    if (min !== undefined) schema = schema.min(min);
    if (max !== undefined) schema = schema.max(max);
    return { schema: pattern ? schema.regex(pattern) : schema, values: word };
  }),
);

const numbers = oftenTheSame(
  fc.record({
    int: fc.boolean(),
    min: maybe(fc.integer({ min: -3, max: 2 })),
    above: maybe(fc.integer({ min: -3, max: 2 })),
    max: maybe(fc.integer({ min: -1, max: 4 })),
    below: maybe(fc.integer({ min: -1, max: 4 })),
    step: maybe(fc.constantFrom(0.5, 1, 2)),
  }),
).map((pair) =>
  each(pair, ({ int, min, above, max, below, step }) => {
    let schema = int ? z.number().int() : z.number();
    if (min !== undefined) schema = schema.min(min);
    if (above !== undefined) schema = schema.gt(above);
    if (max !== undefined) schema = schema.max(max);
    if (below !== undefined) schema = schema.lt(below);
    return { schema: step ? schema.multipleOf(step) : schema, values: number };
  }),
);

const scalar = fc.constantFrom('a', 'ab', 1, 2.5, true, false, null);
const literals = oftenTheSame(fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 })).map((pair) =>
  each(pair, (values) => ({ schema: z.literal(values), values: fc.constantFrom(...values) })),
);
const simple = oftenTheSame(
  fc.constantFrom<Sample>(
    { schema: z.boolean(), values: fc.boolean() },
    { schema: z.null(), values: fc.constant(null) },
    { schema: z.unknown(), values: scalar },
    { schema: z.iso.date(), values: fc.constant('2024-02-29') },
  ),
).map(([older, newer]): Pair => [older, newer]);

const MODES = [z.object, z.strictObject, z.looseObject] as const;
const presence = oftenTheSame(fc.constantFrom<'required' | 'optional' | 'none'>('required', 'optional', 'none'));

const { pair } = fc.letrec<{ pair: Pair }>((tie) => {
  const inner = tie('pair');
  const arrays = fc
    .tuple(inner, oftenTheSame(fc.record({ min: maybe(fc.nat(2)), max: maybe(fc.nat(3)) })))
    .map(([item, bounds]) =>
      each(bounds, ({ min, max }, side) => {
        let schema = z.array(item[side].schema);
        if (min !== undefined) schema = schema.min(min);
        if (max !== undefined) schema = schema.max(max);
        return { schema, values: fc.array(item[side].values, { maxLength: 3 }) };
      }),
    );
  const tuples = fc
    .tuple(fc.array(inner, { minLength: 1, maxLength: 3 }), oftenTheSame(fc.boolean()), oftenTheSame(fc.nat(1)))
    .map(([items, open, drop]) =>
      each(open, (isOpen, side) => {
        const kept = items.slice(0, items.length - drop[side]).map((item) => item[side]);
        const schemas = kept.map(({ schema }) => schema) as unknown as [z.ZodType];
        const values = fc.tuple(...kept.map((one) => one.values));
        return isOpen
          ? {
              schema: z.tuple(schemas, z.string()),
              values: fc.tuple(values, fc.array(word)).map((parts) => parts.flat()),
            }
          : { schema: z.tuple(schemas), values };
      }),
    );
  const objects = fc
    .tuple(
      oftenTheSame(fc.constantFrom(...MODES)),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.tuple(inner, presence), { maxKeys: 3 }),
    )
    .map(([modes, properties]) =>
      each(modes, (object, side) => {
        const known = Object.entries(properties).filter(([, [, when]]) => when[side] !== 'none');
        const schema = object(
          Object.fromEntries(
            known.map(([name, [sample, when]]) => [
              name,
              when[side] === 'optional' ? sample[side].schema.optional() : sample[side].schema,
            ]),
          ),
        );
        const requiredKeys = known.filter(([, [, when]]) => when[side] === 'required').map(([name]) => name);
        const fields = fc.record(Object.fromEntries(known.map(([name, [sample]]) => [name, sample[side].values])), {
          requiredKeys,
        });
        const others = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), scalar, { maxKeys: 1 });
        return { schema, values: fc.tuple(others, fields).map(([some, own]) => ({ ...some, ...own })) };
      }),
    );
  const records = fc
    .tuple(inner, oftenTheSame(maybe(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }))))
    .map(([value, names]) =>
      each(names, (known, side) => ({
        schema: z.record(known ? z.enum(known) : z.string(), value[side].schema),
        values: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value[side].values, { maxKeys: 3 }),
      })),
    );
  const unions = fc
    .tuple(inner, inner, oftenTheSame(fc.constantFrom('both', 'first', 'second')))
    .map(([one, two, pick]) =>
      each(pick, (which, side) => {
        if (which !== 'both') return (which === 'first' ? one : two)[side];
        return {
          schema: z.union([one[side].schema, two[side].schema]),
          values: fc.oneof(one[side].values, two[side].values),
        };
      }),
    );
  const nullables = fc
    .tuple(inner, oftenTheSame(fc.boolean()))
    .map(([sample, nullable]) =>
      each(nullable, (isNullable, side) =>
        isNullable ? { schema: sample[side].schema.nullable(), values: fc.option(sample[side].values) } : sample[side],
      ),
    );
  const trees = inner.map((sample): Pair => {
    const tree = ({ schema, values }: Sample): Sample => {
      const node: z.ZodType = z.object({ value: schema, children: z.array(z.lazy(() => node)) });
      const leaf = values.map((value) => ({ value, children: [] }));
      return {
        schema: node,
        values: fc.tuple(values, fc.array(leaf)).map(([value, children]) => ({ value, children })),
      };
    };
    return [tree(sample[0]), tree(sample[1])];
  });
  const anew = fc.tuple(inner, inner).map(([[older], [, newer]]): Pair => [older, newer]);
  return {
    pair: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(strings, numbers, literals, simple),
      fc.oneof(arrays, tuples, objects, objects, records, unions, nullables, trees, anew),
    ),
  };
});

const none = z.object({});
const contract = (operation: Operation) => defineContract('demo.any', '1.0.0', { ask: operation });
const inputBreaches = (older: z.ZodType, newer: z.ZodType) =>
  compareContracts(contract({ input: older, output: none }), contract({ input: newer, output: none }));
const outputBreaches = (older: z.ZodType, newer: z.ZodType) =>
  compareContracts(contract({ input: none, output: older }), contract({ input: none, output: newer }));

/** A value that the one side may send to the other, if it is one. */
const exchanged = pair.chain(([older, newer]) =>
  fc.record({
    older: fc.constant(older.schema),
    newer: fc.constant(newer.schema),
    value: fc.oneof(older.values, newer.values),
  }),
);

describe('the comparison of schemas', () => {
  it('finds no breach between a contract and itself, also when it is written in another way', () => {
    fc.assert(
      fc.property(pair, ([{ schema }]) => {
        expect(inputBreaches(schema, schema)).toEqual([]);
        expect(outputBreaches(schema, schema)).toEqual([]);
        const document = representSchema(schema, 'input');
        const { $defs = {}, ...rest } = document as Record<string, unknown>;
        if (JSON.stringify(rest).includes('"#"')) return;
        const wrapped = { $defs, allOf: [{ anyOf: [rest] }] };
        expect(new SchemaComparison('input', document, wrapped).run()).toEqual([]);
        expect(new SchemaComparison('output', wrapped, document).run()).toEqual([]);
      }),
    );
  });

  it('is sound for input: without a breach, what an old caller sends is accepted', () => {
    let sent = 0;
    fc.assert(
      fc.property(exchanged, ({ older, newer, value }) => {
        const sending = older.safeParse(value);
        if (!sending.success || inputBreaches(older, newer).length) return;
        sent += 1;
        expect(newer.safeParse(sending.data).error).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
    expect(sent).toBeGreaterThan(100);
  });

  it('is sound for output: without a breach, what a new provider returns is accepted', () => {
    let sent = 0;
    fc.assert(
      fc.property(exchanged, ({ older, newer, value }) => {
        const sending = newer.safeParse(value);
        if (!sending.success || outputBreaches(older, newer).length) return;
        sent += 1;
        expect(older.safeParse(sending.data).error).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
    expect(sent).toBeGreaterThan(100);
  });

  it('finds no breach in what a document cannot lose: a contract and the contract of its document', () => {
    fc.assert(
      fc.property(exchanged, ({ older, value }) => {
        const document = contractDocument(contract({ input: older, output: none }));
        const revived = contractOf(JSON.parse(JSON.stringify(document)));
        expect(compareContracts(document, revived)).toEqual([]);
        if (older.safeParse(value).success) {
          expect(revived.operations.ask?.input.safeParse(value).error).toBeUndefined();
        }
      }),
    );
  });
});
