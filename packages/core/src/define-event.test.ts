import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineEvent } from './define-event.js';
import { CoreErrors } from './errors.js';

const schema = z.object({ invoice: z.string() });

describe('defineEvent', () => {
  it('accepts the names and versions that a contract may have', () => {
    for (const name of ['billing', 'billing.invoice-paid', 'objects.Customer']) {
      expect(defineEvent(name, '2.1.0-beta.1', schema)).toEqual({ name, version: '2.1.0-beta.1', schema });
    }
  });

  it('refuses other names and versions with an error that says which', () => {
    for (const name of ['', 'Billing', 'billing..paid', 'billing.', 'a b', 'a/b', 'a_b', '*']) {
      expect(() => defineEvent(name, '1.0.0', schema)).toThrow(
        expect.toSatisfy((thrown) => CoreErrors.BadEvent.is(thrown) && thrown.data.name === name),
      );
    }
    expect(() => defineEvent('billing', '1', schema)).toThrow('"1" is not a semantic version');
  });
});
