import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const [behaviour = '', suffering = ''] = read('CASES.md').split('## What users');
const rowsOf = (table: string) =>
  table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
const cases = rowsOf(behaviour).map(([, numbers = '', , file = '', sentence = '']) => ({ numbers, file, sentence }));
const others = rowsOf(suffering).map(([, numbers = '', file = '', sentence = '']) => ({ numbers, file, sentence }));

describe('the table of cases', () => {
  it('has all of the 66', () => {
    const covered = cases.flatMap(({ numbers }) => {
      const [first = 0, last = first] = numbers.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
    expect([...new Set(covered)].sort((a, b) => a - b)).toEqual(Array.from({ length: 66 }, (_, index) => index + 1));
    expect(others.length).toBeGreaterThan(15);
  });

  it.each([...cases, ...others])('names a test that there is: $numbers', ({ file, sentence }) => {
    expect(read(file)).toMatch(
      new RegExp(`\\b(it|it\\.each\\(.*\\))\\('${sentence.replaceAll(/[.*+?^()[\]|\\]/g, '\\$&')}'`),
    );
  });
});
