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
});
