import { defineContract } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ContractDocument, contractDocument } from './contract-document.js';

const none = z.object({});
const input = (schema: z.ZodType) =>
  contractDocument(defineContract('demo.orders', '1.0.0', { ask: { input: schema, output: none } })).operations.ask
    ?.input;
const output = (schema: z.ZodType) =>
  contractDocument(defineContract('demo.orders', '1.0.0', { ask: { input: none, output: schema } })).operations.ask
    ?.output;

describe('contractDocument', () => {
  it('says in JSON what a caller may give and what it gets', () => {
    const Orders = defineContract('demo.orders', '1.2.0', {
      create: {
        input: z.object({ customer: z.string().min(1), on: z.iso.date().optional() }),
        output: z.object({ order: z.string(), lines: z.array(z.string()).default([]) }),
        idempotent: true,
        timeoutMs: 500,
        description: 'Orders a move.',
      },
      watch: { input: none, output: z.int(), stream: true },
    });
    const document = contractDocument(Orders);
    expect(document).toEqual({
      name: 'demo.orders',
      version: '1.2.0',
      operations: {
        create: {
          input: {
            type: 'object',
            properties: {
              customer: { type: 'string', minLength: 1 },
              on: { type: 'string', format: 'date', pattern: expect.any(String) },
            },
            required: ['customer'],
          },
          output: {
            type: 'object',
            properties: { order: { type: 'string' }, lines: { type: 'array', items: { type: 'string' }, default: [] } },
            required: ['order', 'lines'],
          },
          idempotent: true,
          timeoutMs: 500,
          description: 'Orders a move.',
        },
        watch: {
          input: { type: 'object', properties: {} },
          output: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
          stream: true,
        },
      },
    });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(contractDocument(Orders)).toBe(document);
  });

  it('tells objects that ignore unknown properties from those that refuse them and those that hand them on', () => {
    for (const side of [input, output]) {
      expect(side(none)).not.toHaveProperty('additionalProperties');
      expect(side(z.strictObject({}))).toHaveProperty('additionalProperties', false);
      expect(side(z.looseObject({}))).toHaveProperty('additionalProperties', {});
      expect(side(none.describe('text').nullable())).toMatchObject({ anyOf: [{ type: 'object' }, { type: 'null' }] });
    }
  });

  it('never throws: what JSON Schema cannot say is left open, and it says what', () => {
    const lost = (reason: string) => ({ 'x-unrepresentable': expect.stringContaining(reason) });
    expect(input(z.object({ on: z.date() }))).toHaveProperty('properties.on', lost('Date'));
    expect(input(z.bigint())).toEqual(lost('BigInt'));
    expect(input(z.map(z.string(), z.string()))).toEqual(lost('Map'));
    expect(input(z.custom(() => true))).toEqual(lost('Custom'));
    expect(output(z.string().transform((text) => text.length))).toEqual(lost('Transforms'));
    expect(input(z.string().transform((text) => text.length))).toEqual({ type: 'string' });
    expect(input(z.string().meta({ examples: [1n] }))).toEqual(lost('Error converting'));
    expect(input(z.tuple([z.string().meta({ id: 'Twin' }), z.number().meta({ id: 'Twin' })]))).toEqual(lost('Twin'));
    const broken: z.ZodType = z.lazy(() => {
      throw new Error('not there');
    });
    expect(input(broken)).toEqual(lost('not there'));
  });

  it('says that a whole value may be absent', () => {
    const absent = { 'x-unrepresentable': 'Undefined cannot be represented in JSON Schema' };
    expect(input(z.string().optional())).toEqual({ anyOf: [{ type: 'string' }, absent] });
    expect(input(z.string().default('x'))).toHaveProperty('anyOf.1', absent);
    expect(output(z.string().default('x'))).toEqual({ default: 'x', type: 'string' });
    const tree: z.ZodType = z.object({ children: z.array(z.lazy(() => tree)) });
    expect(input(tree.optional())).toHaveProperty('anyOf.1', absent);
  });

  it('leaves a pattern out whose flags would be lost', () => {
    expect(input(z.string().regex(/^\p{L}+$/u))).toEqual({ type: 'string', pattern: '^\\p{L}+$' });
    expect(input(z.string().regex(/^a/i))).toEqual({
      type: 'string',
      'x-unrepresentable': 'The flags of a pattern cannot be represented in JSON Schema: /^a/i',
    });
    expect(input(z.string().regex(/^a/i).regex(/b$/).regex(/c/))).toMatchObject({
      allOf: [{ pattern: 'b$' }, { pattern: 'c' }],
      'x-unrepresentable': expect.stringContaining('/^a/i'),
    });
  });
});

describe('a contract document from outside', () => {
  const operation = { input: { type: 'string' }, output: true };
  const read = (operations: object) =>
    ContractDocument.safeParse({ name: 'demo.orders', version: '1.0.0', operations });
  const nested = (depth: number): object => (depth ? { items: nested(depth - 1) } : {});

  it('is read as it was written', () => {
    const document = { name: 'demo.orders', version: '1.0.0', operations: { ask: { ...operation, timeoutMs: 5 } } };
    expect(ContractDocument.parse(document)).toEqual(document);
  });

  it('is refused when it is not one', () => {
    for (const value of [null, 'text', [], {}, { name: 'x', version: '1' }]) {
      expect(ContractDocument.safeParse(value).success).toBe(false);
    }
    expect(read({ ask: { input: true } }).success).toBe(false);
    expect(read({ ask: { ...operation, input: 'string' } }).success).toBe(false);
    expect(read({ ask: { ...operation, timeoutMs: 0 } }).success).toBe(false);
  });

  it('is refused when it is too large, too deep or endless', () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`ask${index}`, operation]));
    expect(read(many).error?.message).toContain('more than 500 operations');
    expect(read({ ask: { ...operation, input: nested(80) } }).error?.message).toContain('nested deeper than 64');
    expect(read({ ask: { ...operation, input: nested(40) } }).success).toBe(true);
    const wide = { enum: Array.from({ length: 20_000 }, (_, index) => index) };
    expect(read({ ask: { ...operation, input: wide } }).error?.message).toContain('more than 20000 values');
    const long = { description: 'x'.repeat(1_000_001) };
    expect(read({ ask: { ...operation, input: long } }).error?.message).toContain('more than 1000000 characters');
    const loop: Record<string, unknown> = {};
    loop.items = loop;
    expect(read({ ask: { ...operation, input: loop } }).success).toBe(false);
  });
});
