import fc from 'fast-check';
import { describe, it } from 'vitest';
import { valueText } from './value-text.js';

describe('the text of a value', () => {
  it('is the one that JavaScript gives it', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.maxSafeInteger(),
      fc.string(),
      fc.boolean(),
    );
    fc.assert(fc.property(value, (each) => valueText(each) === String(each)));
  });
});
