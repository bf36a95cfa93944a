import { describe, expect, it } from 'vitest';
import { splitCondition } from './split-condition.js';

const id = { name: 'id', type: 'integer' } as const;
const list = (...values: number[]) => ({ column: id, op: 'in', values }) as const;

describe('splitting a condition', () => {
  it('leaves short lists and other conditions as they are', () => {
    const other = { any: [list(1, 2, 3), { column: id, op: 'isNull' }] } as const;
    expect(splitCondition(list(1, 2), 2)).toEqual([list(1, 2)]);
    expect(splitCondition(other, 2)).toEqual([other]);
  });

  it('gives each part some of the list, and none of its values twice', () => {
    expect(splitCondition(list(1, 2, 2, 3, 1, 4, 5), 2)).toEqual([list(1, 2), list(3, 4), list(5)]);
  });

  it('keeps what else has to be true', () => {
    const rest = { column: id, op: 'gt', value: 0 } as const;
    expect(splitCondition({ all: [rest, list(1, 2, 3)] }, 2)).toEqual([
      { all: [rest, list(1, 2)] },
      { all: [rest, list(3)] },
    ]);
  });
});
