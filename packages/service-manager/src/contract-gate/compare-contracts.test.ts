import { defineContract, type Operation } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compareContracts } from './compare-contracts.js';
import { contractDocument } from './contract-document.js';
import type { JsonSchema } from './json-schema.js';

const none = z.object({});
const contract = (operations: Record<string, Operation>) => defineContract('demo.orders', '1.0.0', operations);
const messages = (older: Record<string, Operation>, newer: Record<string, Operation>) =>
  compareContracts(contract(older), contract(newer)).map(({ message }) => message);

const inputs = (older: z.ZodType, newer: z.ZodType) =>
  messages({ ask: { input: older, output: none } }, { ask: { input: newer, output: none } });
const outputs = (older: z.ZodType, newer: z.ZodType) =>
  messages({ ask: { input: none, output: older } }, { ask: { input: none, output: newer } });

/** Documents of elsewhere, which may say what zod never does. */
const foreign = (older: JsonSchema, newer: JsonSchema) => {
  const document = (input: JsonSchema) => ({
    name: 'demo.orders',
    version: '1.0.0',
    operations: { ask: { input, output: true } },
  });
  return compareContracts(document(older), document(newer)).map(({ message }) => message);
};

describe('compareContracts', () => {
  it('names an operation that is gone, and lets new ones come', () => {
    const ask = { input: none, output: none };
    expect(messages({ ask, tell: ask }, { ask, shout: ask })).toEqual(['tell is gone']);
    expect(compareContracts(contract({ toString: ask }), contract({}))).toEqual([
      { operation: 'toString', path: 'toString', message: 'toString is gone' },
    ]);
  });

  it('names an operation that gives a stream instead of a value, or the reverse', () => {
    const one = { input: none, output: none };
    const many = { ...one, stream: true };
    expect(messages({ ask: one }, { ask: many })).toEqual(['ask gives a stream now instead of one value']);
    expect(messages({ ask: many }, { ask: one })).toEqual(['ask gives one value now instead of a stream']);
  });

  it('names an operation that may not be repeated any more', () => {
    const once = { input: none, output: none };
    const often = { ...once, idempotent: true };
    expect(messages({ ask: often }, { ask: once })).toEqual([
      'ask is not idempotent any more, and callers may repeat it',
    ]);
    expect(messages({ ask: once }, { ask: often })).toEqual([]);
  });

  it('says where in the input something is required now, and lets optional input come and go', () => {
    const older = z.object({ address: z.object({ street: z.string(), city: z.string().optional() }) });
    const newer = z.object({ address: z.object({ street: z.string(), city: z.string(), zip: z.string() }) });
    expect(inputs(older, newer)).toEqual([
      'ask.input.address.city is required now, and was not',
      'ask.input.address.zip is required now, and was not',
    ]);
    expect(inputs(newer, older)).toEqual([]);
    expect(inputs(none, z.object({ zip: z.string().default(''), city: z.string().optional() }))).toEqual([]);
  });

  it.each([
    ['whole numbers', z.number(), z.number().int(), 'has another type: number before, integer now'],
    ['a minimum', z.number().min(1), z.number().min(2), 'has another minimum: 1 before, 2 now'],
    ['an open bound', z.number().min(1), z.number().gt(1), 'has another exclusiveMinimum: none before, 1 now'],
    ['a maximum', z.number(), z.number().max(2), 'has another maximum: none before, 2 now'],
    ['steps', z.number().multipleOf(2), z.number().multipleOf(4), 'has another multipleOf: 2 before, 4 now'],
    ['a length', z.string().max(9), z.string().max(8), 'has another maxLength: 9 before, 8 now'],
    ['an empty text', z.string(), z.string().min(1), 'has another minLength: none before, 1 now'],
    ['a pattern', z.string(), z.string().regex(/^b/), 'has another pattern: none before, ^b now'],
    ['values', z.enum(['gas', 'oil', 'wood']), z.enum(['gas']), 'no longer takes "oil", "wood"'],
    ['any text', z.string(), z.enum(['gas']), 'has another enum: none before, "gas" now'],
    ['one of two', z.boolean(), z.literal(true), 'has another enum: none before, true now'],
    ['null', z.string().nullable(), z.string(), 'no longer takes null'],
    ['a member of a union', z.union([z.string(), z.number()]), z.string(), 'no longer takes number'],
    ['a count', z.array(z.string()), z.array(z.string()).max(3), 'has another maxItems: none before, 3 now'],
    ['anything', z.unknown(), z.string(), 'has another type: any before, string now'],
    ['everything', z.string(), z.never(), 'no longer takes string'],
  ])('finds input that lost %s, and nothing when it gains it', (_, wide, narrow, problem) => {
    expect(inputs(wide, narrow)).toEqual([`ask.input ${problem}`]);
    expect(inputs(narrow, wide)).toEqual([]);
    expect(outputs(wide, narrow)).toEqual([]);
    expect(outputs(narrow, wide)).toHaveLength(1);
  });

  it('finds input of another type or pattern', () => {
    expect(inputs(z.string(), z.number())).toEqual(['ask.input has another type: string before, number now']);
    expect(inputs(z.string().regex(/^a/), z.string().regex(/^b/))).toEqual([
      'ask.input has another pattern: ^a before, ^b now',
    ]);
  });

  it('compares formats by name, because nobody knows which is narrower', () => {
    expect(inputs(z.string(), z.email())).toContain('ask.input has another format: none before, email now');
    expect(inputs(z.email(), z.url())).toContain('ask.input has another format: email before, uri now');
    expect(inputs(z.email(), z.string())).toEqual([]);
  });

  it('reads bounds of whole numbers the same, however they are written', () => {
    expect(inputs(z.int().min(1).max(9), z.int().gt(0).lt(10))).toEqual([]);
    expect(inputs(z.int().gt(0).lt(10), z.int().min(1).max(9))).toEqual([]);
    expect(inputs(z.int(), z.number().multipleOf(0.5))).toEqual([]);
  });

  it('finds output that may be what it never was', () => {
    expect(outputs(z.enum(['gas']), z.enum(['gas', 'oil']))).toEqual(['ask.output may be "oil" now, and never was']);
    expect(outputs(z.string(), z.string().nullable())).toEqual(['ask.output may be null now, and never was']);
    expect(outputs(z.number().max(5), z.number().max(9))).toEqual(['ask.output has another maximum: 5 before, 9 now']);
    expect(outputs(z.string(), z.string().optional())).toEqual([
      'ask.output cannot be compared: Undefined cannot be represented in JSON Schema',
    ]);
  });

  it('finds output that callers may miss', () => {
    const older = z.object({ total: z.number(), note: z.string().optional(), tax: z.number() });
    const newer = z.object({ total: z.number().optional(), net: z.number() });
    expect(outputs(older, newer)).toEqual([
      'ask.output.total may be absent now, and was always there',
      'ask.output.note is gone',
      'ask.output.tax is gone',
    ]);
    expect(outputs(z.object({ total: z.number() }), z.object({ total: z.number(), net: z.number() }))).toEqual([]);
  });

  it('tells objects that ignore, refuse and hand on what they do not know', () => {
    const open = z.object({ a: z.string() });
    const closed = z.strictObject({ a: z.string() });
    const loose = z.looseObject({ a: z.string() });
    expect(inputs(open, closed)).toEqual(['ask.input refuses unknown properties now, and did not before']);
    expect(inputs(closed, open)).toEqual([]);
    expect(inputs(open, loose)).toEqual([]);
    expect(outputs(closed, open)).toEqual(['ask.output may have unknown properties now, and did not before']);
    expect(outputs(closed, z.strictObject({ a: z.string(), b: z.string() }))).toEqual([
      'ask.output.b is new, and callers refuse what they do not know',
    ]);
    expect(inputs(loose, loose.extend({ b: z.string().optional() }))).toEqual([
      'ask.input.b has another type: any before, string now',
    ]);
    expect(inputs(closed, z.strictObject({}))).toEqual(['ask.input.a is refused now']);
  });

  it('compares records by their names and values, and with objects of the same names', () => {
    const numbers = z.record(z.string(), z.number());
    expect(inputs(numbers, z.record(z.string(), z.int()))).toEqual([
      'ask.input.* has another type: number before, integer now',
    ]);
    expect(inputs(numbers, z.record(z.string().max(3), z.number()))).toEqual([
      'ask.input has names of properties that differ: has another maxLength: none before, 3 now',
    ]);
    const known = z.record(z.enum(['a', 'b']), z.number());
    expect(inputs(known, z.strictObject({ a: z.number(), b: z.number() }))).toEqual([]);
    expect(inputs(z.strictObject({ a: z.number(), b: z.number() }), known)).toEqual([]);
    expect(inputs(known, z.record(z.enum(['a', 'b', 'c']), z.number()))).toEqual([
      'ask.input.c is required now, and was not',
    ]);
    expect(inputs(numbers, z.object({ a: z.string().optional() }))).toEqual([
      'ask.input.a has another type: number before, string now',
    ]);
  });

  it('compares tuples place by place', () => {
    const pair = z.tuple([z.string(), z.number()]);
    expect(inputs(pair, z.tuple([z.string(), z.int()]))).toEqual([
      'ask.input[1] has another type: number before, integer now',
    ]);
    expect(inputs(pair, z.array(z.union([z.string(), z.number()])))).toEqual([]);
    expect(inputs(z.array(z.string()), z.tuple([z.string()], z.string()))).toEqual([
      'ask.input has another minItems: none before, 1 now',
    ]);
    expect(inputs(z.tuple([z.string()], z.number()), z.tuple([z.string()], z.string()))).toEqual([
      'ask.input[] has another type: number before, string now',
    ]);
    expect(inputs(z.tuple([z.string()], z.number()), z.tuple([z.string()]))).toContain(
      'ask.input[] no longer takes number',
    );
  });

  it('compares members of a union by the property that tells them apart', () => {
    const move = z.object({ kind: z.literal('move'), city: z.string() });
    const stay = z.object({ kind: z.literal('stay') });
    const older = z.discriminatedUnion('kind', [move, stay]);
    const newer = z.discriminatedUnion('kind', [move.extend({ zip: z.string() }), stay]);
    expect(inputs(older, newer)).toEqual(['ask.input.zip is required now, and was not']);
    expect(inputs(older, move)).toEqual(['ask.input no longer takes an object with kind']);
    expect(inputs(move, older)).toEqual([]);
    expect(outputs(move, older)).toEqual(['ask.output may be an object with kind now, and never was']);
  });

  it('follows recursive schemas, also when they recurse in different ways', () => {
    type Tree = { value: unknown; children: Tree[] };
    const tree = (value: z.ZodType) => {
      const schema: z.ZodType<Tree> = z.object({ value, children: z.array(z.lazy(() => schema)) });
      return schema;
    };
    const two: z.ZodType<Tree> = z.object({
      value: z.string(),
      children: z.array(z.object({ value: z.string(), children: z.array(z.lazy(() => two)) })),
    });
    expect(inputs(tree(z.string()), two)).toEqual([]);
    expect(inputs(two, tree(z.string()))).toEqual([]);
    expect(inputs(tree(z.string()), tree(z.string().max(5)))).toEqual([
      'ask.input.value has another maxLength: none before, 5 now',
    ]);
    expect(inputs(z.json(), z.json())).toEqual([]);
    expect(inputs(z.unknown(), z.json())).toEqual([]);
    expect(inputs(z.json(), tree(z.string()))).not.toEqual([]);
  });

  it('says so when something cannot be compared, unless both sides say the same', () => {
    const custom = z.custom<string>(() => true);
    expect(inputs(z.date(), z.date())).toEqual([]);
    expect(inputs(z.date(), custom)).toEqual([
      'ask.input cannot be compared: Custom types cannot be represented in JSON Schema',
    ]);
    expect(inputs(z.string(), z.string().regex(/^a/i))).toEqual([
      'ask.input cannot be compared: The flags of a pattern cannot be represented in JSON Schema: /^a/i',
    ]);
    expect(foreign({ not: { type: 'string' } }, { not: { type: 'string' } })).toEqual([]);
    expect(foreign({ not: { type: 'string' } }, { not: { type: 'number' } })).toEqual([
      'ask.input cannot be compared: "not"',
    ]);
    expect(foreign({ type: 'string', enum: ['a'] }, { type: 'string', pattern: '^a' })).toEqual([
      'ask.input no longer takes "a"',
    ]);
    expect(foreign({ type: 'text' }, { type: 'words' })).toEqual(['ask.input cannot be compared: "type"']);
  });

  it('takes overlapping parts of oneOf as incomparable, because it refuses what fits two of them', () => {
    const either = { oneOf: [{ type: 'number' }, { type: 'integer' }] };
    expect(foreign(either, either)).toEqual([]);
    expect(foreign({ type: 'number' }, either)).toContain('ask.input cannot be compared: overlapping parts of "oneOf"');
    expect(foreign({ oneOf: [{ type: 'string' }, { type: 'null' }] }, { type: ['null', 'string'] })).toEqual([]);
  });

  it('combines the parts of allOf, and what stands beside a reference', () => {
    const text = { $defs: { Text: { type: 'string', maxLength: 9 } }, $ref: '#/$defs/Text', minLength: 2 };
    expect(foreign(text, { type: 'string', minLength: 2, maxLength: 9 })).toEqual([]);
    expect(foreign({ allOf: [{ type: 'string', minLength: 2 }, { maxLength: 9 }] }, text)).toEqual([]);
    expect(foreign({ type: 'string', maxLength: 9 }, text)).toEqual([
      'ask.input has another minLength: none before, 2 now',
    ]);
  });

  it('comes to an end whatever a document refers to', () => {
    const loop = { $defs: { A: { $ref: '#/$defs/B' }, B: { anyOf: [{ $ref: '#/$defs/A' }] } }, $ref: '#/$defs/A' };
    expect(foreign(loop, loop)).toEqual([]);
    expect(foreign({ type: 'string' }, loop)).not.toEqual([]);
    expect(foreign({ $ref: 'https://elsewhere' }, { type: 'string' })).not.toEqual([]);
    const wide = { anyOf: Array.from({ length: 300 }, (_, index) => ({ type: 'array', minItems: index })) };
    expect(foreign(wide, wide)).toEqual([]);
    expect(foreign(wide, { type: 'array' })).not.toEqual([]);
  });

  it('is done in little time, whatever a document holds', () => {
    const doubling = (leaf: object) => ({
      $defs: Object.fromEntries(
        Array.from({ length: 100 }, (_, index) => [
          `L${index}`,
          index === 99 ? leaf : { anyOf: [{ $ref: `#/$defs/L${index + 1}` }, { $ref: `#/$defs/L${index + 1}` }] },
        ]),
      ),
      $ref: '#/$defs/L0',
    });
    expect(foreign(doubling({ type: 'string' }), doubling({ type: 'number' }))).not.toEqual([]);
    const nested = (leaf: object, depth = 30): object =>
      depth === 0
        ? leaf
        : { type: 'object', properties: { a: nested(leaf, depth - 1) }, anyOf: [{ required: ['a'] }, {}] };
    expect(foreign(nested({ type: 'string' }) as JsonSchema, nested({ type: 'number' }) as JsonSchema)).not.toEqual([]);
    const many = (key: string) => ({
      oneOf: Array.from({ length: 5_000 }, (_, index) => ({
        type: 'object',
        properties: { [key]: { const: index } },
        required: [key],
      })),
    });
    expect(foreign(many('a'), many('b'))).not.toEqual([]);
    const values = (type: string) => ({ enum: Array.from({ length: 10_000 }, (_, index) => `${type}${index}`) });
    expect(foreign(values('a'), { anyOf: [values('b'), { type: 'string', maxLength: 3 }] })).not.toEqual([]);
  });

  it('pays no attention to descriptions, defaults and the order in which things are written', () => {
    const older = foreign(
      { type: 'object', properties: { a: { description: 'x', enum: [1, 2] }, b: true }, required: ['a', 'b'] },
      { required: ['b', 'a'], properties: { b: {}, a: { enum: [2, 1], default: 1 } }, type: 'object' },
    );
    expect(older).toEqual([]);
  });

  it('compares contracts with documents of contracts', () => {
    const older = contract({ ask: { input: z.string(), output: none } });
    const newer = contract({ ask: { input: z.string().min(1), output: none } });
    expect(compareContracts(contractDocument(older), newer)).toEqual([
      {
        operation: 'ask',
        path: 'ask.input',
        message: 'ask.input has another minLength: none before, 1 now',
      },
    ]);
  });
});
