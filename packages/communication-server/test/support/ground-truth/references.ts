import type { Distribution } from '../../../src/simulation/distribution.js';
import type { DrawnContact } from '../../../src/simulation/drawn-contact.js';
import type { Demand, SimulatedCentre } from '../../../src/simulation/simulated-centre.js';

/**
 * What chance gave the contacts of a simulation, as amounts whose expectation is 0: how far they came faster, took longer, or
 * were more patient than on average, and how far centres that are simpler than any real one were busier with the very same
 * contacts than they are on average.
 *
 * - With an agent for each contact nobody waits, and an arrival finds a Poisson distributed number in conversation, whatever the
 *   law of their length (M/G/∞).
 * - One agent who works as fast as all together lets wait as F. Pollaczek and A. Y. Khinchine say (M/G/1), and so does one who has
 *   twice as much to spare. Where there is one agent only, the first of them is the centre itself and would give the truth away,
 *   so it is left out.
 *
 * All of it follows from arrivals, durations and patience alone, nothing from what is decided about the contacts: the
 * expectation is 0 however wrong the distribution may be.
 */
export class References {
  readonly #streams: ReadonlyMap<string, Stream>;
  readonly #perSecond: number;
  readonly #everyone: EveryoneAnswered;
  readonly #fast: readonly FastAgent[];
  #last = 0;

  constructor({ teams, demand }: SimulatedCentre) {
    const agents = teams.reduce((sum, team) => sum + team.agents, 0);
    const work = demand.map(workOf);
    const perSecond = work.reduce((sum, { rate }) => sum + rate, 0);
    const mean = (of: (stream: (typeof work)[number]) => number) =>
      work.reduce((sum, stream) => sum + (stream.rate / perSecond) * of(stream), 0);
    this.#perSecond = perSecond;
    this.#streams = new Map(demand.map((stream, index) => [stream.queue, new Stream(stream, index, perSecond)]));
    const load = perSecond * mean((stream) => stream.mean);
    const spare = agents - load;
    const speeds = spare <= 0 ? [] : agents > 1 ? [agents, agents + spare] : [agents + spare];
    this.#everyone = new EveryoneAnswered(agents, load);
    this.#fast = speeds.map((speed) => new FastAgent(speed, load, perSecond * mean((stream) => stream.square)));
  }

  /** How many amounts there are. */
  get size(): number {
    return 1 + 3 * this.#streams.size + 3 + 2 * this.#fast.length;
  }

  /** Adds the amounts of a contact to a sum of them. */
  add(drawn: DrawnContact, sum: Float64Array): void {
    const gap = drawn.at - this.#last;
    this.#last = drawn.at;
    const work = drawn.handling + drawn.wrapUp;
    sum[0] = (sum[0] ?? 0) + gap * this.#perSecond - 1;
    let place = 1;
    for (const stream of this.#streams.values()) {
      stream.add(drawn, work, sum, place);
      place += 3;
    }
    this.#everyone.add(drawn.at, work, sum, place);
    place += 3;
    for (const agent of this.#fast) {
      agent.add(gap, work, sum, place);
      place += 2;
    }
  }
}

/** The contacts of a queue: how many of all, how long they take, and how patient they are. */
class Stream {
  readonly #share: number;
  readonly #work: number;
  readonly #patience: number | undefined;
  readonly #queue: string;

  constructor(demand: Demand, index: number, perSecond: number) {
    const { rate, mean } = workOf(demand);
    // The shares add up to 1, so the first follows from the others.
    this.#share = index === 0 ? Number.NaN : rate / perSecond;
    this.#work = mean;
    this.#patience = demand.patience?.mean;
    this.#queue = demand.queue;
  }

  add({ queue, patience }: DrawnContact, work: number, sum: Float64Array, place: number): void {
    const own = queue === this.#queue;
    if (!Number.isNaN(this.#share)) sum[place] = (sum[place] ?? 0) + Number(own) - this.#share;
    if (!own) return;
    sum[place + 1] = (sum[place + 1] ?? 0) + work / this.#work - 1;
    if (this.#patience !== undefined) sum[place + 2] = (sum[place + 2] ?? 0) + patience / this.#patience - 1;
  }
}

/** A centre in which nobody waits: how many an arrival finds there, and by how many too many for the agents there are. */
class EveryoneAnswered {
  readonly #agents: number;
  readonly #load: number;
  readonly #tooMany: number;
  readonly #excess: number;
  /** When those who are there leave, the next to leave last. */
  readonly #leaving: number[] = [];

  constructor(agents: number, load: number) {
    this.#agents = agents;
    this.#load = load;
    let probability = Math.exp(agents * Math.log(load) - load - logFactorial(agents));
    let [tooMany, excess] = [0, 0];
    for (let there = agents; probability > 1e-18 || there < load; there++) {
      tooMany += probability;
      excess += (there - agents) * probability;
      probability *= load / (there + 1);
    }
    this.#tooMany = tooMany;
    this.#excess = excess;
  }

  add(at: number, work: number, sum: Float64Array, place: number): void {
    const leaving = this.#leaving;
    while (leaving.length > 0 && (leaving[leaving.length - 1] as number) <= at) leaving.pop();
    const there = leaving.length;
    let [low, high] = [0, there];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((leaving[middle] as number) > at + work) low = middle + 1;
      else high = middle;
    }
    leaving.splice(low, 0, at + work);
    sum[place] = (sum[place] ?? 0) + there - this.#load;
    sum[place + 1] = (sum[place + 1] ?? 0) + Number(there >= this.#agents) - this.#tooMany;
    sum[place + 2] = (sum[place + 2] ?? 0) + Math.max(0, there - this.#agents) - this.#excess;
  }
}

/** One agent who works as fast as several. */
class FastAgent {
  readonly #speed: number;
  readonly #busy: number;
  readonly #wait: number;
  #work = 0;

  /** @param squares of the durations that come in a second, in seconds */
  constructor(speed: number, load: number, squares: number) {
    this.#speed = speed;
    this.#busy = load / speed;
    this.#wait = squares / speed ** 2 / (2 * (1 - this.#busy));
  }

  add(gap: number, work: number, sum: Float64Array, place: number): void {
    const wait = Math.max(0, this.#work - gap);
    this.#work = wait + work / this.#speed;
    sum[place] = (sum[place] ?? 0) + wait - this.#wait;
    sum[place + 1] = (sum[place + 1] ?? 0) + Number(wait > 0) - this.#busy;
  }
}

/** Contacts a second, and the first two moments of how long one of them takes. */
function workOf({ arrivals, handling, wrapUp }: Demand) {
  const rate = (arrivals[0]?.perHour ?? 0) / 3_600;
  const mean = handling.mean + (wrapUp?.mean ?? 0);
  const square = varianceOf(handling) + (wrapUp ? varianceOf(wrapUp) : 0) + mean ** 2;
  return { rate, mean, square };
}

function varianceOf(distribution: Distribution): number {
  switch (distribution.law) {
    case 'fixed':
      return 0;
    case 'exponential':
      return distribution.mean ** 2;
    case 'lognormal':
      return distribution.deviation ** 2;
  }
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let factor = 2; factor <= n; factor++) sum += Math.log(factor);
  return sum;
}
