import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract } from './contract.js';

const operation = { input: z.object({}), output: z.object({}) };

describe('defineContract', () => {
  it('accepts dotted names, also with an object type as their last word', () => {
    for (const name of ['billing', 'erp.move-orders', 'objects.Customer']) {
      expect(defineContract(name, '1.0.0', { ask: operation }).name).toBe(name);
    }
  });

  it('refuses names and versions that cannot be looked up', () => {
    for (const name of ['', 'Billing', 'erp..x', 'erp.', 'a b', 'a/b']) {
      expect(() => defineContract(name, '1.0.0', {})).toThrow('must be dotted words');
    }
    expect(() => defineContract('billing', '1.0', {})).toThrow('"1.0" is not a semantic version');
  });

  it('refuses operations that would shadow the lifecycle of a service', () => {
    expect(() => defineContract('billing', '1.0.0', { stop: operation })).toThrow('may not be called "stop"');
  });

  it('refuses an input or output that is not a zod schema, and names the operation', () => {
    for (const notSchema of [undefined, null, {}, 'string', z.string, { type: 'string' }]) {
      const bad = notSchema as unknown as z.ZodType;
      expect(() => defineContract('billing', '1.0.0', { ask: { ...operation, input: bad } })).toThrow(
        'the input of "ask" is not a zod schema',
      );
      expect(() => defineContract('billing', '1.0.0', { ask: operation, tell: { ...operation, output: bad } })).toThrow(
        'the output of "tell" is not a zod schema',
      );
    }
  });

  it('refuses a time-out that is not a positive whole number of milliseconds', () => {
    for (const timeoutMs of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => defineContract('billing', '1.0.0', { ask: { ...operation, timeoutMs } })).toThrow(
        `the timeoutMs of "ask" is ${timeoutMs}, not a whole number`,
      );
    }
    expect(defineContract('billing', '1.0.0', { ask: { ...operation, timeoutMs: 1 } }).operations.ask.timeoutMs).toBe(
      1,
    );
  });
});
