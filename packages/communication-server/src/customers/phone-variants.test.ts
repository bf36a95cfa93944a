import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneVariants } from './phone-variants.js';

describe('the variants of a telephone number', () => {
  it('lead from E.164 to the national form and back', () => {
    expect(phoneVariants('+49221470801', '49')).toContain('0221470801');
    expect(phoneVariants('0221 470-801', '49')).toContain('+49221470801');
  });

  it('read 00 and a missing plus as international', () => {
    expect(phoneVariants('0049221470801')).toContain('+49221470801');
    expect(phoneVariants('49221470801', '49')).toContain('+49221470801');
  });

  it('leave the number of another country in its own country', () => {
    expect(phoneVariants('+4315550100', '49')).not.toContain('015550100');
  });

  it('do not guess a country for a national number when none is given', () => {
    expect(phoneVariants('0221470801')).toEqual(['0221470801']);
  });

  it('are none for what is no telephone number', () => {
    for (const number of ['', 'anonymous', 'kunde@example.com', '1', 'visitor:42']) {
      expect(phoneVariants(number, '49')).toEqual([]);
    }
  });

  it('are the same set for the same number however it is written', () => {
    const subscriber = fc.stringMatching(/^[1-9]\d{5,9}$/);
    fc.assert(
      fc.property(subscriber, (digits) => {
        const written = [`+49${digits}`, `0049${digits}`, `0${digits}`, `+49 ${digits.slice(0, 3)}/${digits.slice(3)}`];
        for (const one of written) {
          expect(phoneVariants(one, '49')).toEqual(expect.arrayContaining([`+49${digits}`, `0${digits}`]));
        }
      }),
    );
  });
});
