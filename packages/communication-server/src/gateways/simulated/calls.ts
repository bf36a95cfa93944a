import { withTalks } from '../../recording/with-talks.js';
import { drawBeyond } from '../../simulation/distribution.js';
import { randomOf, seedOf } from './random.js';
import type { Arrivals, Caller, Recorded, Scenario } from './scenario.js';

/** One call as it is going to happen; times in milliseconds. */
export interface PlannedCall {
  /** Unique in a run. */
  readonly id: string;
  /** Since the start of the run. */
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
  readonly queue?: string;
  readonly patienceMs?: number;
  readonly talkMs?: number;
}

/** The sources of a scenario, each with its calls in the order of time. The same scenario makes the same calls. */
export function callsOf(scenario: Scenario): readonly Iterable<PlannedCall>[] {
  const callers = scenario.callers.map(callOf).sort((a, b) => a.atMs - b.atMs);
  return [
    callers,
    ...scenario.streams.map((stream) => callsOfStream(stream, scenario.seed)),
    ...scenario.recordings.map((recorded) => callsRecorded(recorded, scenario.seed)),
  ];
}

function callOf({ where: _, ...call }: Caller): PlannedCall {
  return call;
}

/** Who withheld the number, or whose number was not recorded. */
const NOBODY = 'anonymous';

function callsRecorded({ id, to, startingMs, patienceMs, contacts }: Recorded, seed: number): readonly PlannedCall[] {
  const toMs = (seconds: number) => Math.round(seconds * 1_000);
  const next = randomOf(seedOf(`${seed}/${id}/patience`));
  /** Of who did not give up it is known that he is more patient than he had to be. */
  const longerThan = (waited: number) =>
    patienceMs === undefined ? undefined : drawBeyond({ law: 'exponential', mean: patienceMs / 1_000 }, waited, next);
  return withTalks(contacts, randomOf(seedOf(`${seed}/${id}`))).map((contact, index) => {
    const { at, queue, from = NOBODY, talk, patience = longerThan(contact.waited) } = contact;
    return {
      ...{ id: `${id}-${index + 1}`, atMs: startingMs + toMs(at), from, to, queue },
      ...(patience === undefined ? {} : { patienceMs: toMs(patience) }),
      ...(talk === undefined ? {} : { talkMs: toMs(talk) }),
    };
  });
}

function* callsOfStream(stream: Arrivals, seed: number): Generator<PlannedCall> {
  const { id, everyMs, random, startingMs, untilMs = Number.POSITIVE_INFINITY, customers, to } = stream;
  const next = randomOf(seedOf(`${seed}/${id}`));
  const duration = (mean: number) => (random ? Math.round(-mean * Math.log(1 - next())) : mean);
  for (let number = 1, atMs = startingMs + duration(everyMs); atMs <= untilMs; number++, atMs += duration(everyMs)) {
    const from = customers[Math.floor(next() * customers.length)] ?? '';
    yield {
      id: `${id}-${number}`,
      atMs,
      from,
      to,
      ...(stream.queue === undefined ? {} : { queue: stream.queue }),
      ...(stream.patienceMs === undefined ? {} : { patienceMs: duration(stream.patienceMs) }),
      ...(stream.talkMs === undefined ? {} : { talkMs: duration(stream.talkMs) }),
    };
  }
}
