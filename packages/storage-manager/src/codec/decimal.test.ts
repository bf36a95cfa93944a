import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDecimal, decimalKey, storedDecimal } from './decimal.js';
import { Misfit } from './misfit.js';

describe('decimals', () => {
  it.each([
    ['1.10', 2, '1.10'],
    ['1.1', 2, '1.10'],
    ['+001.100', 1, '1.1'],
    ['-0.00', 2, '0.00'],
    ['1.10', undefined, '1.1'],
    ['12e3', undefined, '12000'],
    ['5e-3', 3, '0.005'],
    ['.5', 0 + 1, '0.5'],
  ])('%s with scale %s is %s', (text, scale, expected) => {
    expect(canonicalDecimal(text, scale)).toBe(expected);
  });

  it.each(['', '.', '1,5', '0x10', '1.2.3', 'NaN', '١'])('"%s" is none', (text) => {
    expect(() => canonicalDecimal(text)).toThrow(Misfit);
  });

  it('are refused when they have more digits than the scale', () => {
    expect(() => canonicalDecimal('1.005', 2)).toThrow(/more than 2 digits/);
  });

  it('are read from floating point numbers without their noise, but never rounded', () => {
    expect(storedDecimal(0.99, 2)).toBe('0.99');
    expect(storedDecimal(0.1 + 0.2, 2)).toBe('0.30');
    expect(storedDecimal(0.125, 2)).toBe('0.125');
    expect(storedDecimal(9007199254740993n, 2)).toBe('9007199254740993.00');
  });

  it('have keys that sort as the numbers do', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(25))
      .map(([digits, scale]) => ({ digits, scale }));
    const textOf = ({ digits, scale }: { digits: bigint; scale: number }) => `${digits}e-${scale}`;
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const difference = a.digits * 10n ** BigInt(b.scale) - b.digits * 10n ** BigInt(a.scale);
        const [first, second] = [decimalKey(textOf(a)), decimalKey(textOf(b))];
        expect(Math.sign(Number(first > second) - Number(first < second))).toBe(
          Number(difference > 0n) - Number(difference < 0n),
        );
      }),
    );
  });
});
