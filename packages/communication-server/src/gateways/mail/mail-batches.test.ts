import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf } from './mail-batches.js';

const sized = (...sizes: readonly number[]) => sizes.map((size, index) => ({ uid: index + 1, size }));

describe('batches of mails', () => {
  it('have every mail once, in order, and are neither many mails nor many bytes unless of one mail', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(2_000), fc.nat(2_000_000)), { maxLength: 300 }), (sizes) => {
        const mails = sized(...sizes);
        const batches = batchesOf(mails);
        expect(batches.flat()).toEqual(mails);
        for (const batch of batches) {
          const bytes = batch.reduce((sum, { size }) => sum + size, 0);
          expect(batch.length === 1 || (batch.length <= 50 && bytes <= 1_048_576)).toBe(true);
        }
      }),
    );
  });

  it('are as few as that allows for mails that follow each other', () => {
    const lengths = batchesOf(sized(...Array(120).fill(1_000), 3_000_000, 600_000, 600_000, 1)).map(
      ({ length }) => length,
    );
    expect(lengths).toEqual([50, 50, 20, 1, 1, 2]);
  });
});
