import { upperLimit } from '@caruso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnDialler, supposeDialler } from './dialler-knowledge.js';
import { dropBudget } from './drop-budget.js';
import { explainPacing } from './explain-pacing.js';
import { type DiallingState, pace } from './pace.js';
import { capOf, regimes } from './regime.js';

const suppositions = { answerShare: 0.3, handlingMs: 180_000 };
/** Nobody has called; the share of answers is certain. */
const certain = { ...supposeDialler(suppositions), answers: { answered: 3e8, unanswered: 7e8 } };
const state: DiallingState = {
  mode: 'predictive',
  regime: regimes['us-tsr'],
  free: 0,
  previewing: 0,
  handlingSince: [],
  ringingSince: [],
  linesAvailable: 1_000,
  window: { connected: 0, dropped: 0, machines: 0 },
  knowledge: certain,
};
const unbound = { ...state, regime: regimes.none, ownCap: 0.03 };
/** Contacts have turned out to last as long as supposed: exponentially distributed. */
const learned = Array.from({ length: 999 }, (_, index) => -180_000 * Math.log((index + 1) / 1_000)).reduce(
  (knowledge, durationMs) => learnDialler(knowledge, { type: 'handled', durationMs }),
  certain,
);
const seasoned = { ...state, knowledge: learned, window: { connected: 9_800, dropped: 200, machines: 0 } };

describe('preview', () => {
  it('shows a record to each free agent who has none, and dials nothing', () => {
    expect(pace({ ...state, mode: 'preview', free: 5, previewing: 2 }, 0)).toMatchObject({ dial: 0, present: 3 });
  });
});

describe('progressive', () => {
  it('has one line for each free agent', () => {
    expect(pace({ ...state, mode: 'progressive', free: 5, ringingSince: [0, 0] }, 0)).toMatchObject({ dial: 3 });
    expect(pace({ ...state, mode: 'progressive', free: 1, ringingSince: [0, 0] }, 0)).toMatchObject({ dial: 0 });
  });
});

describe('a count of free agents', () => {
  it('dials nothing for less than no free agent, in every mode', () => {
    const modes = ['preview', 'progressive', 'predictive'] as const;
    for (const mode of modes) expect(pace({ ...state, mode, free: -2 }, 0)).toMatchObject({ dial: 0, present: 0 });
  });
});

describe('predictive', () => {
  it.each([
    [1, 1, 0],
    [10, 26, 0.028807],
    [50, 159, 0.028111],
    [180, 606, 0.029984],
  ])('for %d free agents dials %d lines when nothing but the share of answers is known', (free, lines, share) => {
    const { dial, explanation } = pace({ ...unbound, free }, 0);
    expect(dial).toBe(lines);
    expect(explanation).toMatchObject({ rule: 'drops-within-budget', allowedShare: 0.03 });
    expect('expectedShare' in explanation && explanation.expectedShare).toBeCloseTo(share, 6);
  });

  it('has one line for each agent until the window is sure to bear a drop', () => {
    const after = (connected: number) => ({ ...state, free: 10, window: { connected, dropped: 0, machines: 0 } });
    expect(pace(after(0), 0)).toMatchObject({ dial: 10, explanation: { rule: 'budget-used-up', budget: -1 } });
    expect(pace(after(98), 0)).toMatchObject({ dial: 10, explanation: { rule: 'budget-used-up' } });
    expect(pace(after(300), 0).dial).toBeGreaterThan(10);
  });

  it('has one line for each agent when the drops have used up what the window bears, before their share is the cap', () => {
    const after = (dropped: number) => ({
      ...state,
      free: 4,
      window: { connected: 10_000 - dropped, dropped, machines: 0 },
    });
    expect(upperLimit(271, 10_000)).toBeLessThan(0.03);
    expect(upperLimit(272, 10_000)).toBeGreaterThan(0.03);
    expect(pace(after(271), 0)).toMatchObject({ explanation: { rule: 'drops-within-budget' } });
    expect(pace(after(272), 0)).toMatchObject({ dial: 4, explanation: { rule: 'budget-used-up' } });
  });

  it('dials before an agent is free when some are expected to become free', () => {
    const busy = Array.from({ length: 180 }, (_, agent) => -agent * 1_000);
    expect(pace({ ...seasoned, handlingSince: busy }, 0).dial).toBeGreaterThan(0);
    expect(pace(seasoned, 0).dial).toBe(0);
  });

  it('counts on fewer agents to become free when contacts have turned out longer', () => {
    const busy = new Array<number>(180).fill(-20_000);
    let knowledge = certain;
    for (let contact = 0; contact < 200; contact++)
      knowledge = learnDialler(knowledge, { type: 'handled', durationMs: 300_000 + contact * 1_000 });
    const [short, long] = [learned, knowledge].map((known) =>
      pace({ ...seasoned, handlingSince: busy, knowledge: known }, 0),
    );
    expect(long?.dial).toBe(0);
    expect(short?.dial).toBeGreaterThan(0);
  });

  it('dials fewer lines when the share of answers is uncertain', () => {
    const uncertain = { ...certain, answers: { answered: 6, unanswered: 14 } };
    expect(pace({ ...unbound, free: 50, knowledge: uncertain }, 0).dial).toBeLessThan(
      pace({ ...unbound, free: 50 }, 0).dial,
    );
  });

  it('never dials more when more lines ring, or more calls were dropped', () => {
    const floor = fc.record({
      free: fc.nat(30),
      handling: fc.array(fc.nat(600_000), { maxLength: 60 }),
      ringing: fc.array(fc.nat(25_000), { maxLength: 60 }),
      dropped: fc.nat(300),
    });
    fc.assert(
      fc.property(floor, fc.nat(25_000), fc.nat(50), ({ free, handling, ringing, dropped }, rung, worse) => {
        const of = (lines: readonly number[], drops: number) =>
          pace(
            {
              ...state,
              free,
              handlingSince: handling.map((ms) => -ms),
              ringingSince: lines.map((ms) => -ms),
              window: { connected: 10_000 - drops, dropped: drops, machines: 0 },
            },
            0,
          ).dial;
        const dial = of(ringing, dropped);
        expect(of([...ringing, rung], dropped)).toBeLessThanOrEqual(dial);
        expect(of(ringing, dropped + worse)).toBeLessThanOrEqual(dial);
      }),
      { numRuns: 60 },
    );
  });

  it('dials no more lines than there are, also where hardly anybody answers', () => {
    const dead = { ...certain, answers: { answered: 1e-9, unanswered: 1_000 } };
    expect(pace({ ...seasoned, free: 3, knowledge: dead, linesAvailable: 40 }, 0).dial).toBe(40);
    expect(pace({ ...state, free: 3, linesAvailable: 2 }, 0).dial).toBe(2);
    expect(pace({ ...state, mode: 'progressive', free: 3, linesAvailable: 2 }, 0).dial).toBe(2);
  });

  it('gives its reason', () => {
    expect(
      explainPacing(
        pace({ ...state, free: 4, window: { connected: 9_728, dropped: 272, machines: 0 } }, 0).explanation,
      ),
    ).toBe(
      '4 agents are free, 0 lines ring, 1000 are available. 272 of 10000 answered calls were dropped, 271.7 keep the share below 3.00 %, and ' +
        '0.0 more are expected of the lines that ring: one line for each agent.',
    );
    expect(explainPacing(pace({ ...unbound, free: 10 }, 0).explanation)).toBe(
      '10 agents are free, 0 lines ring, 1000 are available. 0 of 0 answered calls were dropped, 0.0 keep the share below 3.00 %: 3.00 % of the ' +
        'next answers may be dropped, 2.88 % are expected to be.',
    );
  });
});

describe('dropBudget', () => {
  it('is the number of drops at which the upper limit is the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 99, max: 50_000 }), (answered) => {
        const budget = dropBudget(answered, { cap: 0.03, confidence: 0.95 });
        expect(upperLimit(budget, answered)).toBeCloseTo(0.03, 6);
      }),
    );
  });

  it('is below 0 while even no drop at all does not show that the share is below the cap', () => {
    expect(dropBudget(98, { cap: 0.03, confidence: 0.95 })).toBe(-1);
    expect(dropBudget(99, { cap: 0.03, confidence: 0.95 })).toBeGreaterThanOrEqual(0);
  });
});

describe('capOf', () => {
  it('is the stricter of both caps, the only one, or nothing', () => {
    expect([capOf(regimes['us-tsr'], 0.01), capOf(regimes['us-tsr'], 0.1), capOf(regimes['us-tsr'])]).toEqual([
      0.01, 0.03, 0.03,
    ]);
    expect([capOf(regimes.none, 0.05), capOf(regimes.none)]).toEqual([0.05, 0]);
  });
});
