import { describe, expect, it } from 'vitest';
import type { Entity } from '../contract.js';
import type { StoredEntry } from './history-entry.js';
import { judgeEntries } from './judge-entry.js';

const entry = (id: string, operation: StoredEntry['operation'], from: unknown, to: unknown): StoredEntry => ({
  ...{ id, sequence: 0, change: id, object: 'Customer', key: '1', at: '2026-03-01T12:00:00Z' },
  ...{ roles: [], caller: 'test', state: 'pending', operation, changes: [{ attribute: 'city', from, to }] },
});
const customer = (city: unknown): Entity => ({
  ...{ object: 'Customer', key: '1', version: '', title: '', values: { city }, links: {} },
});
const verdicts = (entries: readonly StoredEntry[], entity: Entity | null) =>
  Object.fromEntries(judgeEntries(entries, entity));

describe('what a process that died had written', () => {
  it('is told by the object: it is as it was meant to be, as it was, or neither', () => {
    const moved = entry('a', 'update', 'Graz', 'Linz');
    expect(verdicts([moved], customer('Linz'))).toEqual({ a: 'happened' });
    expect(verdicts([moved], customer('Graz'))).toEqual({ a: 'not' });
    expect(verdicts([moved], customer('Wels'))).toEqual({ a: 'unclear' });
    expect(verdicts([moved], null)).toEqual({ a: 'unclear' });
  });

  it('is there, or gone', () => {
    const [made, gone] = [entry('a', 'create', null, 'Graz'), entry('b', 'delete', 'Graz', null)];
    expect(verdicts([made], customer('Graz'))).toEqual({ a: 'happened' });
    expect(verdicts([made], null)).toEqual({ a: 'not' });
    expect(verdicts([made], customer('Linz'))).toEqual({ a: 'unclear' });
    expect(verdicts([gone], null)).toEqual({ b: 'happened' });
    expect(verdicts([gone], customer('Linz'))).toEqual({ b: 'not' });
  });

  it('is one of several at most: the last that fits', () => {
    const [first, second] = [entry('a', 'update', 'Graz', 'Linz'), entry('b', 'update', 'Graz', 'Linz')];
    expect(verdicts([first, second], customer('Linz'))).toEqual({ a: 'not', b: 'happened' });
    expect(verdicts([first, entry('c', 'update', 'Graz', 'Wels')], customer('Linz'))).toEqual({
      a: 'happened',
      c: 'not',
    });
  });
});
