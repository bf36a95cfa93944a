import { CoreErrors, defineContract } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contractDocument } from './contract-document.js';
import { contractOf } from './contract-of.js';
import type { JsonSchema } from './json-schema.js';

const document = (input: JsonSchema) => ({
  name: 'demo.orders',
  version: '1.0.0',
  operations: { ask: { input, output: true } },
});
const schemaOf = (input: JsonSchema) => contractOf(document(input)).operations.ask?.input ?? z.never();
const accepts = (input: JsonSchema, value: unknown) => schemaOf(input).safeParse(value).success;

describe('contractOf', () => {
  it('makes a contract that checks what its document says', () => {
    const Orders = defineContract('demo.orders', '1.2.0', {
      create: {
        input: z.object({ customer: z.string().min(1), lines: z.array(z.int()).default([]) }),
        output: z.object({ order: z.string() }),
        idempotent: true,
        timeoutMs: 500,
      },
      watch: { input: z.object({}), output: z.int(), stream: true, description: 'Counts.' },
    });
    const revived = contractOf(JSON.parse(JSON.stringify(contractDocument(Orders))));
    expect(revived).toMatchObject({
      name: 'demo.orders',
      version: '1.2.0',
      operations: { create: { idempotent: true, timeoutMs: 500 }, watch: { stream: true, description: 'Counts.' } },
    });
    expect(revived.operations.create?.input.parse({ customer: 'Ada' })).toEqual({ customer: 'Ada', lines: [] });
    expect(revived.operations.create?.input.safeParse({ customer: '' }).success).toBe(false);
    expect(revived.operations.create?.output.safeParse({}).success).toBe(false);
  });

  it('hands the document on as it came, also what zod could not say', () => {
    const given = document({ type: 'string', not: { const: 'x' } });
    expect(contractDocument(contractOf(given))).toBe(given);
  });

  it('refuses names and versions that cannot be looked up', () => {
    expect(() => contractOf({ ...document(true), name: 'No Name' })).toThrow('must be dotted words');
    const reserved = { ...document(true), operations: { stop: { input: true, output: true } } };
    expect(() => contractOf(reserved)).toThrow(expect.toSatisfy(CoreErrors.BadContract.is));
  });

  it('leaves open what zod cannot say, and checks the rest', () => {
    const open = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
    for (const keyword of [
      { not: { required: ['b'] } },
      { if: { required: ['b'] }, else: { required: ['c'] } },
      { dependentRequired: { b: ['c'] } },
      { unevaluatedProperties: false },
      { patternProperties: { '^b': { type: 'number' } }, additionalProperties: false },
    ]) {
      expect(accepts({ ...open, ...keyword }, { a: 'x', b: 1 })).toBe(true);
      expect(accepts({ ...open, ...keyword }, { a: 1 })).toBe(false);
    }
    expect(accepts({ type: 'text' }, 1)).toBe(true);
    expect(accepts({ enum: [{ a: 1 }] }, { a: 1 })).toBe(true);
    expect(accepts({ const: [1] }, [1])).toBe(true);
    expect(accepts({ not: {} }, 1)).toBe(false);
    expect(accepts({ type: 'array', contains: { type: 'string' }, minContains: 0 }, [])).toBe(true);
  });

  it('does not assert formats, nor patterns that mean something else to zod', () => {
    expect(accepts({ type: 'string', format: 'email' }, 'ada')).toBe(true);
    expect(accepts({ type: 'string', pattern: '^\\p{L}+$' }, 'Ada')).toBe(true);
    expect(accepts({ type: 'string', pattern: '(' }, 'Ada')).toBe(true);
    expect(accepts({ type: 'string', pattern: '^[a-z]+$' }, 'Ada')).toBe(false);
  });

  it('takes alternatives of oneOf as such, beside those of anyOf', () => {
    const schema = {
      oneOf: [
        { type: 'string', not: { const: 'x' } },
        { type: 'string', not: { const: 'y' } },
      ],
      anyOf: [{ type: 'string', maxLength: 3 }, { type: 'null' }],
    };
    expect(accepts(schema, 'x')).toBe(true);
    expect(accepts(schema, 'long')).toBe(false);
    expect(accepts(schema, null)).toBe(false);
  });

  it('follows references within the document, and leaves all others open', () => {
    const tree = {
      $defs: { 'a/b': { type: 'object', properties: { next: { $ref: '#/$defs/a~1b' } } } },
      $ref: '#/$defs/a~1b',
    };
    expect(accepts(tree, { next: { next: {} } })).toBe(true);
    expect(accepts(tree, { next: { next: 1 } })).toBe(false);
    expect(accepts({ type: 'object', properties: { next: { $ref: '#' } } }, { next: { next: 1 } })).toBe(false);
    for (const $ref of ['https://elsewhere', '#/$defs/none', '#anchor', '#/properties/a']) {
      expect(accepts({ type: 'array', items: { $ref } }, [1])).toBe(true);
    }
  });

  it('comes to an end when references lead in a circle', () => {
    const circle = {
      $defs: { A: { $ref: '#/$defs/B' }, B: { anyOf: [{ $ref: '#/$defs/A' }, { type: 'string' }] } },
      $ref: '#/$defs/A',
    };
    expect(accepts(circle, 1)).toBe(true);
    expect(accepts({ $ref: '#' }, 1)).toBe(true);
  });

  it('accepts anything where a document holds nonsense', () => {
    for (const nonsense of [
      { type: 'string', maxLength: 'three', pattern: 5 },
      { type: 'object', properties: [], required: 'a' },
      { type: 'object', properties: { a: null }, propertyNames: 5 },
      { anyOf: 'none', allOf: [7] },
      { type: [] },
    ]) {
      const value = nonsense.type === 'string' ? 'text' : { a: 1 };
      expect(accepts(nonsense, value)).toBe(true);
    }
  });
});
