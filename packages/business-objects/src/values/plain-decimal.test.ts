import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coerce } from './coerce.js';
import { brokenLimit, toScale } from './limits.js';
import { isPlainDecimal } from './plain-decimal.js';

describe('a plain decimal', () => {
  it('is one that checking and storing would leave as it is', () => {
    const part = fc.stringMatching(/^[0-9]{0,4}$/);
    const nearly = fc
      .tuple(fc.constantFrom('', '-', '+'), part, fc.constantFrom('', '.', '..', ','), part)
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string()), fc.nat(3), fc.nat(3), (text, scale, before) => {
        const precision = before + scale;
        const attribute = { type: 'decimal', precision, scale } as Parameters<typeof brokenLimit>[0];
        const value = coerce('decimal', text);
        const stored =
          value !== undefined && brokenLimit(attribute, value) === undefined
            ? toScale(String(value), scale)
            : undefined;
        if (isPlainDecimal(text, precision, scale)) expect(stored).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['0.00', '12.50', '-12.50', '999.99'].map((text) => [text]))('%s is one', (text) => {
    expect(isPlainDecimal(text, 5, 2)).toBe(true);
  });

  it.each(
    ['', '.', '.50', '1', '1.5', '1.500', '01.50', '-0.00', '-0.01', '1000.00', '1,50', '1e1.00'].map((text) => [text]),
  )('"%s" is looked at closer', (text) => {
    expect(isPlainDecimal(text, 5, 2)).toBe(false);
  });
});
