import { describe, expect, it } from 'vitest';
import { type Callees, fateOf } from './callee.js';

const homes: Callees = {
  ...{ id: 'homes', numbers: '+4930', answer: 0.4, busy: 0.1, machine: 0.2, unknown: 0.05 },
  ...{ ringMs: 4_000, talkMs: 60_000, random: true },
};
const fates = (callees: Callees, ringMs: number) =>
  Array.from({ length: 5_000 }, (_, call) => fateOf(callees, `7/+4930${call}/1`, ringMs));

describe('whom a campaign calls in a scenario', () => {
  it('answers, is busy and so on in the shares that the scenario says', () => {
    const all = fates(homes, 600_000);
    const shareOf = (outcome: string) => all.filter((fate) => fate.outcome === outcome).length / all.length;
    expect(shareOf('answered')).toBeCloseTo(0.4, 1);
    expect(shareOf('busy')).toBeCloseTo(0.1, 1);
    expect(shareOf('machine')).toBeCloseTo(0.2, 1);
    expect(shareOf('unknown-number')).toBeCloseTo(0.05, 1);
    expect(shareOf('no-answer')).toBeCloseTo(0.25, 1);
  });

  it('does the same in each run', () => {
    expect(fates(homes, 25_000)).toEqual(fates(homes, 25_000));
  });

  it('does not answer later than it may ring', () => {
    expect(Math.max(...fates(homes, 5_000).map(({ afterMs }) => afterMs))).toBe(5_000);
    expect(fateOf({ ...homes, answer: 1, busy: 0, machine: 0, unknown: 0, random: false }, 'x', 25_000)).toEqual({
      outcome: 'answered',
      afterMs: 4_000,
      talkMs: 60_000,
    });
  });

  it('is nobody where the scenario has nobody', () => {
    expect(fateOf(undefined, 'x', 25_000).outcome).toBe('unknown-number');
  });
});
