import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, queueOf, streamOf } from '../../test/support/stationary.js';
import type { DrawnContact } from './drawn-contact.js';
import { estimate } from './estimate.js';
import { estimateQueue, queueFigures } from './figures.js';
import { simulate } from './simulate.js';
import type { SimulatedCentre, Team } from './simulated-centre.js';

const HOUR = 3_600;

/** One queue from 0 to 2 o'clock. */
function day(team: Partial<Team>, perHour = 60, patience?: number): SimulatedCentre {
  return {
    queues: [queueOf('q')],
    teams: [{ id: 't', agents: 3, queues: ['q'], ...team }],
    demand: [
      {
        ...streamOf('q', perHour, 180, patience === undefined ? {} : { patience }),
        arrivals: [{ from: 0, until: 2 * HOUR, perHour }],
      },
    ],
  };
}

const only = (centre: SimulatedCentre, seed = '1') => {
  const [batch] = simulate(centre, { seed });
  const [queue, team] = [batch?.queues.get('q'), batch?.teams.get('t')];
  if (!queue || !team) throw new Error('There is nothing of the queue or of the team.');
  return { queue, team };
};

describe('simulate', () => {
  it('accounts for every contact offered and every second logged in', () => {
    const shift = [{ from: 600, until: 1.5 * HOUR }];
    const given = fc.record({
      agents: fc.integer({ min: 0, max: 8 }),
      perHour: fc.integer({ min: 0, max: 200 }),
      patience: fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined }),
      seed: fc.string(),
    });
    fc.assert(
      fc.property(given, ({ agents, perHour, patience, seed }) => {
        const { queue, team } = only(day({ agents, shift }, perHour, patience), seed);
        expect(queue.answered + queue.abandoned + queue.flowedOut + queue.open).toBe(queue.offered);
        expect(queue.open === 0 || patience === undefined).toBe(true);
        expect(team.ready + team.handling).toBeLessThanOrEqual(team.loggedIn + 1e-6);
        expect(team.loggedIn).toBeGreaterThanOrEqual(agents * (1.5 * HOUR - 600) - 1e-6);
      }),
      { numRuns: 50 },
    );
  });

  it('brings the same contacts whoever answers them, and others with another seed', () => {
    const offered = [1, 3, 9].map((agents) => only(day({ agents })).queue.offered);
    expect(new Set(offered).size).toBe(1);
    expect(only(day({}), '2').queue.waitSeconds).not.toBe(only(day({}), '1').queue.waitSeconds);
  });

  it('tells of each contact what chance gives it, before it arrives', () => {
    const [drawn, talks] = [new Map<string, DrawnContact>(), new Map<string, number>()];
    const centre = day({ agents: 2 }, 60, 120);
    simulate(centre, {
      seed: '1',
      drawn: (contact) => drawn.set(contact.contact, contact),
      told: (event) => {
        if (event.type === 'contact-arrived') expect(drawn.get(event.contact)?.at).toBeCloseTo(event.at / 1_000, 6);
        else if (event.type === 'contact-connected') talks.set(event.contact, event.at);
        else if (event.type === 'conversation-ended') {
          const seconds = (event.at - (talks.get(event.contact) ?? Number.NaN)) / 1_000;
          expect(drawn.get(event.contact)?.handling).toBeCloseTo(seconds, 6);
        }
      },
    });
    expect(talks.size).toBeGreaterThan(0);
    expect(drawn.size).toBe(only(centre).queue.offered);
    const patience = [...drawn.values()].reduce((sum, contact) => sum + contact.patience, 0) / drawn.size;
    expect(Math.abs(patience / 120 - 1)).toBeLessThan(0.4);
  });

  it('never answers fewer in time when there are more agents', () => {
    const inTime = [1, 2, 3, 4, 5, 6].map((agents) => only(day({ agents })).queue.answeredInTime);
    expect(inTime).toEqual(inTime.toSorted((a, b) => a - b));
    expect(inTime.at(-1)).toBeGreaterThan(inTime[0] ?? 0);
  });

  it('lets agents finish what they have in hand before a break and at the end of a shift', () => {
    const shift = [
      { from: 0, until: HOUR },
      { from: 1.5 * HOUR, until: 2 * HOUR },
    ];
    const centre = day({ agents: 1, shift }, 600);
    const { queue, team } = only(centre);
    // From one call to the next without a pause, and one call beyond each end.
    const worked = 1.5 * HOUR;
    expect(team.handling).toBeGreaterThan(worked - 60);
    expect(team.handling).toBeLessThan(worked + 2 * 1_800);
    expect(team.loggedIn).toBeGreaterThan(2 * HOUR);
    expect(queue.open).toBe(queue.offered - queue.answered);
  });

  it('gives the first of those who are rung together the contact', () => {
    const centre = { ...day({}), queues: [queueOf('q', { strategy: 'ring-several' })] };
    const { queue } = only(centre);
    expect(queue.answered).toBe(queue.offered);
  });

  it('counts who is not let in apart', () => {
    const { queue } = only({ ...day({ agents: 1 }, 200), queues: [queueOf('q', { maxLength: 2 })] });
    expect(queue.refused).toBeGreaterThan(0);
    expect(queueFigures.refusal(queue).in).toBe(queue.offered + queue.refused);
  });

  it('lets wrap-ups end by the rules of the queue, if those are earlier', () => {
    const centre: SimulatedCentre = {
      queues: [queueOf('q', { wrapUp: { seconds: 10 } })],
      teams: [{ id: 't', agents: 1, queues: ['q'] }],
      demand: [
        { ...streamOf('q', 1, fixed(100), { wrapUp: fixed(500) }), arrivals: [{ from: 0, until: 1e6, perHour: 1 }] },
      ],
    };
    const { queue, team } = only(centre);
    expect(team.handling).toBeCloseTo(110 * queue.answered, 3);
  });
});

describe('estimate', () => {
  it('counts each record alike, however the batches differ in size', () => {
    const batches = [
      { of: 1, in: 2 },
      { of: 9, in: 10 },
    ];
    const found = estimate(batches);
    expect(found?.value).toBeCloseTo(10 / 12, 12);
  });

  it('is Student’s interval of the mean when all batches are equally large', () => {
    const values = [4, 7, 5, 6];
    const found = estimate(
      values.map((of) => ({ of, in: 1 })),
      0.95,
    );
    // 5.5 ± 3.182446 · 1.290994 / 2
    expect(found?.value).toBeCloseTo(5.5, 12);
    expect(found?.low).toBeCloseTo(5.5 - 2.05426, 5);
    expect(found?.high).toBeCloseTo(5.5 + 2.05426, 5);
  });

  it('says nothing without records, or of one batch alone', () => {
    expect(estimate([{ of: 1, in: 2 }])).toBeUndefined();
    expect(estimateQueue(simulate(day({}, 0), { seed: '1' }), 'q', 'wait')).toBeUndefined();
  });
});
