import { type ContactCentreEvent, type SimulatedCentre, simulate } from '@caruso/communication-server';
import type { Comparison } from './harness.js';

/**
 * How right the wait is that a caller is told when joining a queue: 20 days of 20 agents whose load drifts between 75 % and
 * 135 %, calls of 180 s and a patience of 180 s, both exponential. Who gave up would have waited longer than he did, so those
 * who were answered are not like all: each counts as many times as the patience of so long a wait is rare (inverse
 * probability of censoring weights), which makes the figures those of all who had to wait.
 */
export const name = 'estimates';

const [DAYS, AGENTS, HANDLING, PATIENCE, HOUR] = [20, 20, 180, 180, 3_600];
const [NEAR_SHARE, NEAR_SECONDS] = [0.25, 10];

const centre: SimulatedCentre = {
  queues: [{ id: 'q', name: 'q', channel: 'voice', dispositions: [], serviceLevel: { seconds: 20, target: 0.8 } }],
  teams: [{ id: 't', agents: AGENTS, queues: ['q'] }],
  demand: [
    {
      queue: 'q',
      arrivals: Array.from({ length: 40 }, (_, quarter) => ({
        from: (quarter * HOUR) / 4,
        until: ((quarter + 1) * HOUR) / 4,
        perHour: (1.05 + 0.3 * Math.sin((2 * Math.PI * quarter) / 12)) * AGENTS * (HOUR / HANDLING),
      })),
      handling: { law: 'exponential', mean: HANDLING },
      patience: { law: 'exponential', mean: PATIENCE },
    },
  ],
};

/** An estimate in seconds, beside the wait there was, which counts so many times. */
interface Told {
  readonly estimate: number;
  readonly wait: number;
  readonly weight: number;
}

export async function run(): Promise<readonly Comparison[]> {
  const told = new Map<string, Told[]>();
  for (let day = 1; day <= DAYS; day += 1) {
    const book = new Book(told);
    simulate(centre, { seed: `${day}`, told: (event) => book.see(event) });
  }
  const ours = told.get('ours') ?? [];
  return [...told].flatMap(([peerName, theirs]) =>
    peerName === 'ours'
      ? []
      : [
          row('off by, mean of all who waited', 's', peerName, mean(ours, off), mean(theirs, off), 'lower'),
          row('near: within a quarter, or 10 s', 'share', peerName, mean(ours, near), mean(theirs, near), 'higher'),
          row('too long (+) or too short (-), mean', 's', peerName, mean(ours, bias), mean(theirs, bias), undefined),
        ],
  );
}

const off = ({ estimate, wait }: Told) => Math.abs(estimate - wait);
const bias = ({ estimate, wait }: Told) => estimate - wait;
const near = (told: Told) => Number(off(told) <= Math.max(NEAR_SECONDS, NEAR_SHARE * told.wait));

function mean(told: readonly Told[], of: (told: Told) => number): number {
  const weights = told.reduce((sum, { weight }) => sum + weight, 0);
  return told.reduce((sum, each) => sum + each.weight * of(each), 0) / weights;
}

/** Follows a day, and notes what each way of estimating would have said to who joins. */
class Book {
  readonly #told: Map<string, Told[]>;
  readonly #joined = new Map<string, { readonly at: number; readonly said: ReadonlyMap<string, number> }>();
  /** Waits of the last ten who were answered, and their mean as app_queue of Asterisk has it: a quarter the last one. */
  readonly #last: number[] = [];
  #holdTime = 0;

  constructor(told: Map<string, Told[]>) {
    this.#told = told;
  }

  see(event: ContactCentreEvent): void {
    if (event.type === 'contact-queued') this.#join(event.contact, event.at, event.wait);
    else if (event.type === 'contact-abandoned') this.#joined.delete(event.contact);
    else if (event.type === 'contact-connected') this.#answer(event.contact, event.at);
  }

  #join(contact: string, at: number, wait: number | undefined): void {
    if (wait === undefined || this.#last.length < 10) return void this.#joined.set(contact, { at, said: new Map() });
    const said = new Map([
      ['ours', wait],
      ['mean of the last 10 waits', this.#last.reduce((sum, each) => sum + each, 0) / this.#last.length],
      ['hold time as of app_queue', this.#holdTime],
      ['place x handling / agents', wait === 0 ? 0 : ((this.#ahead + 1) * HANDLING) / AGENTS],
    ]);
    this.#joined.set(contact, { at, said });
  }

  get #ahead(): number {
    return this.#joined.size;
  }

  #answer(contact: string, at: number): void {
    const joined = this.#joined.get(contact);
    if (!joined) return;
    this.#joined.delete(contact);
    const wait = (at - joined.at) / 1_000;
    this.#last.push(wait);
    if (this.#last.length > 10) this.#last.shift();
    this.#holdTime = (3 * this.#holdTime + wait) / 4;
    // Who was answered at once makes every estimate a good one.
    if ((joined.said.get('ours') ?? 0) === 0) return;
    const weight = Math.exp(wait / PATIENCE);
    for (const [who, estimate] of joined.said) {
      const list = this.#told.get(who) ?? [];
      this.#told.set(who, list);
      list.push({ estimate, wait, weight });
    }
  }
}

function row(
  what: string,
  unit: string,
  peerName: string,
  ours: number,
  peer: number,
  better: 'lower' | 'higher' | undefined,
): Comparison {
  const ratio = ours / peer;
  const ok = better === undefined || (better === 'lower' ? ratio <= 1 : ratio >= 1);
  const bar = better === undefined ? null : 1;
  return { case: what, ours, peer, peerName, unit, ratio, bar, ok, oursSpread: 0, peerSpread: 0 };
}
