import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UTILITY } from '../../../test/utility.js';
import { compileModel } from '../../compile/compile-model.js';
import { ModelPlan } from './plan-model.js';

describe('the key of an object in one string', () => {
  const plans = new ModelPlan(compileModel([{ file: 'utility.xml', text: UTILITY }]));

  it('is the stored values in the form of the model, and leads back to them', () => {
    const { key } = plans.of('Customer');
    expect(key.read(['0000004711'])).toBe('4711');
    expect(key.write('4711')).toEqual(['0000004711']);
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9A-Z][0-9A-Z]{0,9}$/), (number) => {
        expect(key.read(key.write(number) ?? [])).toBe(number);
      }),
    );
  });

  it('is a JSON array for several members, in which a link stands for the key it leads to', () => {
    const { key } = plans.of('Reading');
    const stored = key.write('["7","2026-02-01T10:00:00+01:00"]');
    expect(stored).toEqual([7, '2026-02-01T09:00:00.000Z']);
    expect(key.read(stored ?? [])).toBe('["7","2026-02-01T09:00:00.000Z"]');
  });

  it('is none when a member is absent', () => {
    expect(plans.of('Reading').key.read([7, null])).toBeNull();
  });

  it.each(['', '7', '[]', '["7"]', '["x","2026-02-01T09:00:00Z"]', '[null,1]', '{"a":1}'])('refuses %j', (text) => {
    expect(plans.of('Reading').key.write(text)).toBeUndefined();
  });
});
