import { describe, expect, it } from 'vitest';
import { queueOf } from '../../test/support/stationary.js';
import { present } from '../present.js';
import type { RecordedContact } from '../recording/recording.js';
import { drawRecorded } from './draw-recorded.js';
import { estimateQueue } from './figures.js';
import { isCertain } from './is-certain.js';
import { leastAgents } from './least-agents.js';
import { randomNumbers } from './random-numbers.js';
import { replicate } from './replicate.js';
import { simulate } from './simulate.js';
import type { QueueDurations, SimulatedCentre } from './simulated-centre.js';

type Known = Partial<Pick<RecordedContact, 'patience' | 'waited' | 'talk' | 'wrapUp'>>;
const contact = (at: number, known: Known): RecordedContact => ({
  ...{ at, queue: 'q', waited: 0, where: 'monday.csv:2:1' },
  ...present(known),
});
const recorded = (contacts: readonly RecordedContact[], durations: Omit<QueueDurations, 'queue'> = {}) => ({
  id: 'monday',
  contacts,
  durations: [{ queue: 'q', ...durations }],
});
const drawn = (...given: Parameters<typeof recorded>) => drawRecorded(recorded(...given), randomNumbers);
const centre = (agents: number, ...given: Parameters<typeof recorded>): SimulatedCentre => ({
  queues: [queueOf('q')],
  teams: [{ id: 't', agents, queues: ['q'] }],
  demand: [],
  recorded: [recorded(...given)],
});
const tally = (of: SimulatedCentre) => simulate(of, { seed: '1' })[0]?.queues.get('q');

/** Three come at once, the last of whom gave up after 50 s. */
const three = [
  contact(0, { talk: 100, wrapUp: 20 }),
  contact(0, { talk: 60, waited: 5 }),
  contact(0, { patience: 50 }),
];

describe('drawRecorded', () => {
  it('leaves what the recording says as it is', () => {
    const known = contact(7, { patience: 50, talk: 30, wrapUp: 4 });
    const fixed = { law: 'fixed', mean: 1 } as const;
    expect(drawn([known], { handling: fixed, patience: fixed, wrapUp: fixed })).toEqual([
      { at: 7, queue: 'q', handling: 30, wrapUp: 4, patience: 50 },
    ]);
  });

  it('draws what it does not say from what is said of the queue', () => {
    const durations = {
      handling: { law: 'fixed', mean: 90 },
      patience: { law: 'fixed', mean: 40 },
      wrapUp: { law: 'fixed', mean: 9 },
    } as const;
    expect(drawn([contact(0, {}), contact(1, { talk: 30 })], durations)).toMatchObject([
      { handling: 90, wrapUp: 9, patience: 40 },
      { handling: 30, wrapUp: 9, patience: 40 },
    ]);
  });

  it('lets who was not answered talk as somebody who was, where nothing is said of the queue', () => {
    expect(drawn([contact(0, { talk: 30, wrapUp: 4 }), contact(1, { patience: 10 })])).toMatchObject([
      { handling: 30, wrapUp: 4, patience: Number.POSITIVE_INFINITY },
      { handling: 30, wrapUp: 4, patience: 10 },
    ]);
  });

  it('lets who did not give up wait longer than then, as those of the queue do who are so patient', () => {
    const answered = Array.from({ length: 20_000 }, () => contact(0, { talk: 1, waited: 60 }));
    const waits = drawn(answered, { patience: { law: 'exponential', mean: 90 } }).map(({ patience }) => patience);
    expect(Math.min(...waits)).toBeGreaterThan(60);
    // Who waits exponentially long waits as long again, however long he has waited: 60 s and 90 s.
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length / 150).toBeCloseTo(1, 1);
  });
});

describe('simulate, of a recording', () => {
  it('lets the recorded contacts come, wait, talk and be wrapped up', () => {
    const events: string[] = [];
    simulate(centre(1, three), {
      seed: '1',
      told: ({ at, type }) => /connected|abandoned|wrap-up-ended/.test(type) && events.push(`${at / 1_000} ${type}`),
    });
    expect(events).toEqual([
      '0 contact-connected',
      '50 contact-abandoned',
      '120 wrap-up-ended',
      '120 contact-connected',
      '180 wrap-up-ended',
    ]);
  });

  it('brings them besides those that are forecast', () => {
    const forecast = {
      queue: 'q',
      arrivals: [{ from: 0, until: 3_600, perHour: 60 }],
      handling: { law: 'fixed', mean: 60 },
    } as const;
    const alone = tally({ ...centre(2, []), demand: [forecast] })?.offered ?? 0;
    expect(alone).toBeGreaterThan(30);
    expect(tally({ ...centre(2, three), demand: [forecast] })?.offered).toBe(alone + 3);
  });

  it('answers who gave up when there are more agents', () => {
    expect([1, 2, 3].map((agents) => tally(centre(agents, three))?.abandoned)).toEqual([1, 1, 0]);
  });
});

describe('isCertain', () => {
  const handling = { law: 'fixed', mean: 60 } as const;
  const answered = three.slice(0, 2);

  it('is so when all that matters is recorded, or always takes equally long', () => {
    expect(isCertain(centre(1, answered))).toBe(true);
    expect(isCertain(centre(1, three, { handling, patience: handling }))).toBe(true);
  });

  it('is not so when anything is drawn, or forecast', () => {
    expect(isCertain(centre(1, three))).toBe(false);
    expect(isCertain(centre(1, answered, { patience: { law: 'exponential', mean: 60 } }))).toBe(false);
    const demand = [{ queue: 'q', arrivals: [{ from: 0, until: 60, perHour: 1 }], handling }];
    expect(isCertain({ ...centre(1, answered), demand })).toBe(false);
  });

  it('makes one run enough, whose figures have no width', () => {
    const one = centre(1, answered);
    const batches = replicate(one, { seed: '1', runs: 20 });
    expect(batches).toHaveLength(1);
    const found = estimateQueue(batches, 'q', 'serviceLevel', { certain: true });
    expect(found).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    const [team] = one.teams;
    if (!team) throw new Error('There is no team.');
    expect(leastAgents(one, { team, seed: '1', runs: 20 }).agents).toBe(2);
  });
});
