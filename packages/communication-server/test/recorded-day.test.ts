import { describe, expect, it } from 'vitest';
import { present } from '../src/present.js';
import type { LoggedContact } from '../src/recording/logged-contact.js';
import { LoggedContacts } from '../src/recording/logged-contacts.js';
import type { RecordedContact } from '../src/recording/recording.js';
import { estimate } from '../src/simulation/estimate.js';
import { simulate } from '../src/simulation/simulate.js';
import type { QueueDurations, SimulatedCentre } from '../src/simulation/simulated-centre.js';
import { queueOf } from './support/stationary.js';

const DAYS = 40;
const AGENTS = 10;
const HOUR = 3_600;
const durations: QueueDurations = {
  queue: 'q',
  handling: { law: 'lognormal', mean: 240, deviation: 180 },
  patience: { law: 'lognormal', mean: 150, deviation: 150 },
  wrapUp: { law: 'exponential', mean: 30 },
};
const centre = (agents: number, rest: Pick<SimulatedCentre, 'recorded' | 'demand'>): SimulatedCentre => ({
  queues: [queueOf('q')],
  teams: [{ id: 't', agents, queues: ['q'] }],
  ...rest,
});
const arrivals = [
  { from: 0, until: 2 * HOUR, perHour: 110 },
  { from: 2 * HOUR, until: 4 * HOUR, perHour: 140 },
];
const demand = [{ handling: { law: 'fixed', mean: 0 } as const, ...durations, arrivals }];
const forecast = (agents: number) => centre(agents, { demand });

/** What becomes of a day. */
function tally(of: SimulatedCentre, seed: string) {
  const queue = simulate(of, { seed })[0]?.queues.get('q');
  if (!queue) throw new Error('There is no queue.');
  const { offered, answered, answeredInTime, abandoned, waitSeconds } = queue;
  return { offered, answered, answeredInTime, abandoned, waitSeconds: Math.round(waitSeconds) };
}

/** The recording of a day as its log has it, which does not know what chance has given its contacts. */
function recorded(seed: string): readonly RecordedContact[] {
  const contacts = new LoggedContacts({ from: 0, to: Number.POSITIVE_INFINITY });
  const told: LoggedContact[] = [];
  simulate(forecast(AGENTS), { seed, told: (event) => told.push(...contacts.see(event)) });
  return told
    .map(({ at, queue, patience, wait = 0, talk, wrapUp }) => ({
      ...{ at: at / 1_000, queue, waited: wait, where: 'day.csv' },
      ...present({ patience, talk, wrapUp }),
    }))
    .sort((a, b) => a.at - b.at);
}
const again = (agents: number, contacts: readonly RecordedContact[], known = durations) =>
  centre(agents, { demand: [], recorded: [{ id: 'day', contacts, durations: [known] }] });

describe('a recorded day', () => {
  const seeds = Array.from({ length: DAYS }, (_, day) => `day ${day}`);

  it('comes again as it was with the same staff, contact for contact, whatever is drawn', () => {
    for (const seed of seeds.slice(0, 10))
      expect(tally(again(AGENTS, recorded(seed)), 'another')).toEqual(tally(forecast(AGENTS), seed));
  });

  /** By how much the share of those who give up with another staff is off from what the very same contacts would have done. */
  const error = (agents: number, of: (contacts: readonly RecordedContact[]) => SimulatedCentre) =>
    estimate(
      seeds.map((seed) => {
        const [found, truth] = [tally(of(recorded(seed)), `${seed} again`), tally(forecast(agents), seed)];
        return { of: found.abandoned - truth.abandoned, in: truth.offered };
      }),
      0.999,
    );

  it.each([AGENTS - 2, AGENTS - 1, AGENTS + 1])('goes with %d agents as it would have gone', (agents) => {
    const found = error(agents, (contacts) => again(agents, contacts));
    expect(found?.low).toBeLessThan(0);
    expect(found?.high).toBeGreaterThan(0);
    expect((found?.high ?? 1) - (found?.low ?? 0)).toBeLessThan(0.02);
  });

  it('would be too kind if who was answered waited for ever, and too harsh if the wait were not known', () => {
    const { patience: _, ...forEver } = durations;
    expect(error(AGENTS - 2, (contacts) => again(AGENTS - 2, contacts, forEver))?.high).toBeLessThan(0);
    const forgotten = (contacts: readonly RecordedContact[]) =>
      again(
        AGENTS - 2,
        contacts.map((contact) => ({ ...contact, waited: 0 })),
      );
    expect(error(AGENTS - 2, forgotten)?.low).toBeGreaterThan(0);
  });
});
