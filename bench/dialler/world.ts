/** A day of a calling campaign; times in milliseconds. */
export interface World {
  readonly agents: number;
  readonly hours: number;
  /** The share of calls that a person answers, as the day goes on. */
  answerShare(at: number): number;
  readonly seed: number;
}

/** What a pacer sees. */
export interface Floor {
  readonly now: number;
  readonly free: number;
  readonly agents: number;
  /** When the present contacts of agents began. */
  readonly handlingSince: readonly number[];
  /** When the calls were dialled that ring. */
  readonly ringingSince: readonly number[];
  /** Answered, and waiting for an agent. */
  readonly presented: number;
  readonly connected: number;
  readonly dropped: number;
}

export interface Pacer {
  readonly name: string;
  lines(floor: Floor): number;
  /** Told what became of a line, and how long after dialling. */
  answered?(after: number): void;
  ended?(after: number): void;
  /** Told how long an agent handled a contact. */
  handled?(duration: number): void;
}

export interface Day {
  readonly talkMinutesPerAgentHour: number;
  readonly connected: number;
  readonly dropped: number;
  readonly dialled: number;
}

/** How long a person whom nobody greets waits. */
const GRACE = 2_000;
const STEP = 1_000;
const TALK = { mean: 150_000, variation: 0.8 };
const WRAP_UP = { mean: 30_000, variation: 0.5 };

/** Plays a day; the same seed gives each pacer the same luck as far as it dials alike. */
export function play({ agents, hours, answerShare, seed }: World, pacer: Pacer): Day {
  const random = randomOf(seed);
  const due = new Schedule();
  const end = hours * 3_600_000;
  const handling = new Map<number, number>();
  const ringing = new Map<number, number>();
  const waiting = new Set<number>();
  let free = agents;
  let ids = 0;
  let talked = 0;
  let connected = 0;
  let dropped = 0;
  let dialled = 0;

  const connect = (now: number) => {
    free--;
    connected++;
    const id = ++ids;
    const talk = logNormal(random, TALK);
    const whole = talk + logNormal(random, WRAP_UP);
    talked += Math.min(talk, Math.max(0, end - now));
    handling.set(id, now);
    due.add(now + whole, (at) => {
      handling.delete(id);
      free++;
      pacer.handled?.(whole);
      const next = waiting.keys().next();
      if (!next.done) {
        waiting.delete(next.value);
        connect(at);
      }
    });
  };
  const answer = (now: number) => {
    if (free > 0) return connect(now);
    const id = ++ids;
    waiting.add(id);
    due.add(now + GRACE, () => {
      if (waiting.delete(id)) dropped++;
    });
  };
  const dial = (now: number) => {
    dialled++;
    const id = ++ids;
    ringing.set(id, now);
    const person = random() < answerShare(now);
    const after = person ? 3_000 + 8_000 * gamma4(random) : fruitless(random);
    due.add(now + after, (at) => {
      ringing.delete(id);
      if (person) {
        pacer.answered?.(after);
        answer(at);
      } else pacer.ended?.(after);
    });
  };
  const tick = (now: number) => {
    const floor: Floor = {
      now,
      free,
      agents,
      handlingSince: [...handling.values()],
      ringingSince: [...ringing.values()],
      presented: waiting.size,
      connected,
      dropped,
    };
    for (let line = pacer.lines(floor); line > 0; line--) dial(now);
    if (now + STEP < end) due.add(now + STEP, tick);
  };
  due.add(0, tick);
  for (let next = due.take(); next && next.at < end; next = due.take()) next.run(next.at);
  return { talkMinutesPerAgentHour: talked / 60_000 / agents / hours, connected, dropped, dialled };
}

/** Busy, wrong numbers, machines that are detected, and those who let it ring. */
function fruitless(random: () => number): number {
  const kind = random();
  if (kind < 0.15) return 3_000;
  if (kind < 0.25) return 1_500;
  if (kind < 0.4) return 6_000 + 8_000 * gamma4(random);
  return 25_000;
}

/** Mean 1, variance 1/4. */
function gamma4(random: () => number): number {
  let product = 1;
  for (let factor = 0; factor < 4; factor++) product *= 1 - random();
  return -Math.log(product) / 4;
}

function logNormal(random: () => number, { mean, variation }: { mean: number; variation: number }): number {
  const variance = Math.log1p(variation ** 2);
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return mean * Math.exp(Math.sqrt(variance) * normal - variance / 2);
}

interface Due {
  readonly at: number;
  readonly run: (at: number) => void;
}

/** What is due, the earliest first (a binary heap). */
class Schedule {
  readonly #heap: Due[] = [];

  add(at: number, run: (at: number) => void): void {
    const heap = this.#heap;
    const entry = { at, run };
    let place = heap.length;
    heap.push(entry);
    for (let up = (place - 1) >> 1; place > 0 && at < (heap[up]?.at ?? 0); up = (place - 1) >> 1) {
      heap[place] = heap[up] as Due;
      place = up;
    }
    heap[place] = entry;
  }

  take(): Due | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let place = 0;
    for (let child = 1; child < heap.length; child = 2 * place + 1) {
      if (child + 1 < heap.length && (heap[child + 1]?.at ?? 0) < (heap[child]?.at ?? 0)) child++;
      const lower = heap[child];
      if (!lower || lower.at >= last.at) break;
      heap[place] = lower;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32 by T. Ettinger, public domain). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
