import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from './line-diff.js';

const shown = (before: string, after: string) =>
  diffLines(before, after).map((group) =>
    group.map(({ kind, number, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${number}${text}`),
  );

describe('the comparison of two texts', () => {
  it('shows what has changed, with lines around it', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh';
    expect(shown(before, before.replace('e', 'E\nE2'))).toEqual([
      [' 2b', ' 3c', ' 4d', '-5e', '+5E', '+6E2', ' 7f', ' 8g', ' 9h'],
    ]);
  });

  it('shows places that are far from each other one by one', () => {
    const before = Array.from({ length: 20 }, (_, at) => `l${at}`).join('\n');
    const after = before.replace('l1\n', 'X\n').replace('l18\n', '');
    expect(shown(before, after).map((group) => group.filter((line) => !line.startsWith(' ')))).toEqual([
      ['-2l1', '+2X'],
      ['-19l18'],
    ]);
  });

  it('shows nothing for texts that are the same', () => {
    expect(diffLines('a\nb', 'a\nb')).toEqual([]);
  });

  it('leaves out nothing: what is removed and added leads from one text to the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before.join('\n'), after.join('\n')).flat();
        const count = (list: readonly string[], wanted: string) => list.filter((each) => each === wanted).length;
        for (const each of ['a', 'b', 'c', '']) {
          const of = (kind: string) => lines.filter((line) => line.kind === kind && line.text === each).length;
          const [from, to] = [before, after].map((list) => count(list.join('\n').split('\n'), each));
          expect((to ?? 0) - (from ?? 0)).toBe(of('added') - of('removed'));
        }
      }),
    );
  });
});
