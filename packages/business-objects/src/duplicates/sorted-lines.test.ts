import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { SortedLines } from './sorted-lines.js';

describe('lines that are sorted outside of memory', () => {
  it('come in the order in which they would be sorted in memory, and leave no file behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caruso-lines-'));
    vi.stubEnv('TMPDIR', folder);
    const line = fc.string({ unit: fc.constantFrom(...'abcé 李\t"') });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), async (lines, most) => {
        const sorted = new SortedLines(most);
        for (const each of lines) await sorted.add(each);
        const read: string[] = [];
        for await (const each of sorted.read()) read.push(each);
        await sorted.close();
        expect(read).toEqual([...lines].sort());
      }),
      { numRuns: 40 },
    );
    expect(readdirSync(folder)).toEqual([]);
    vi.unstubAllEnvs();
    rmdirSync(folder);
  });
});
