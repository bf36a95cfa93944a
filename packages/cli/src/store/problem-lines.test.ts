import { describe, expect, it } from 'vitest';
import { problemLines } from './problem-lines.js';

describe('the problems of a transfer', () => {
  it('of one kind in one column are one line, which names the cure', () => {
    const zero = Array.from({ length: 115 }, (_, id) => ({
      table: 'contract',
      column: 'ended',
      row: `id = ${id}`,
      value: '"0000-00-00"',
      reason: 'is no date',
    }));
    const typo = { table: 'contract.endd', reason: 'there is no such column' };
    const long = { table: 'note', column: 'text', row: 'id = 4', value: '"a\\u0000"', reason: 'holds NUL' };
    expect(problemLines([typo, ...zero, long])).toEqual([
      'problem  contract.endd: there is no such column',
      'problem  contract.ended in 115 rows (id = 0; id = 1; id = 2; …): "0000-00-00" is no date; as it is by --as-text contract.ended',
      'problem  note.text where id = 4: "a\\u0000" holds NUL; as it is by --as-text note.text',
    ]);
  });

  it('of more than twenty kinds are counted', () => {
    const many = Array.from({ length: 25 }, (_, at) => ({ table: `t${at}`, reason: 'is there already' }));
    expect(problemLines(many)).toHaveLength(21);
    expect(problemLines(many).at(-1)).toBe('… and 5 more problems');
  });
});
