import { describe, expect, it } from 'vitest';
import { present } from '../present.js';
import { randomNumbers } from '../simulation/random-numbers.js';
import type { RecordedContact } from './recording.js';
import { withTalks } from './with-talks.js';

const contact = (queue: string, talk?: number, wrapUp?: number): RecordedContact => ({
  at: 0,
  queue,
  waited: 0,
  where: 'monday.csv:2:1',
  ...present({ talk, wrapUp }),
});
const talksOf = (contacts: readonly RecordedContact[], seed = '1') =>
  withTalks(contacts, randomNumbers(seed)).map(({ talk, wrapUp }) => [talk, wrapUp]);

describe('withTalks', () => {
  it('gives who was not answered the talk and the wrap-up of somebody of the same queue', () => {
    const waiting = Array.from({ length: 200 }, () => contact('a'));
    const talks = talksOf([contact('a', 60, 5), contact('a', 120, 10), contact('b', 9), ...waiting]).slice(3);
    expect(new Set(talks.map(String))).toEqual(new Set(['60,5', '120,10']));
    const long = talks.filter(([talk]) => talk === 120).length;
    expect(Math.abs(long - 100)).toBeLessThan(40);
  });

  it('leaves who was answered as he was, and draws the same for the same seed', () => {
    const contacts = [
      contact('a', 60, 5),
      contact('a'),
      contact('a', 30),
      contact('a'),
      contact('a', 45),
      contact('a'),
    ];
    const known = talksOf(contacts).filter((_, index) => index % 2 === 0);
    expect(known).toEqual([
      [60, 5],
      [30, undefined],
      [45, undefined],
    ]);
    expect(talksOf(contacts)).toEqual(talksOf(contacts));
  });

  it('knows no talk where nobody of the queue has talked', () => {
    expect(talksOf([contact('a'), contact('b', 60)])).toEqual([
      [undefined, undefined],
      [60, undefined],
    ]);
  });
});
