import type { Timer } from '@caruso/core';
import type { ContactCentreEvent } from '../../contract.js';
import type { Departure, DialRequest, DialResult, GatewayConnection, GatewayContact, GatewayHost } from '../gateway.js';
import { type Fate, fateOf } from './callee.js';
import { callsOf, type PlannedCall } from './calls.js';
import type { Scenario } from './scenario.js';

const RUN = 'run';
/** How long it may take to store a call. */
const STORED_WITHIN_MS = 1_000;

/** A run of a scenario. All its times follow from the start of the run and from the contacts, so it can go on at any time. */
export class SimulatedConnection implements GatewayConnection {
  readonly departures: readonly Departure[];
  readonly #scenario: Scenario;
  readonly #host: GatewayHost;
  readonly #startedAt: number;
  /** What was due before this is lost: nobody could answer. */
  readonly #from: number;
  /** When a process that was killed may have been taking calls that it had not stored yet. */
  readonly #unsure: { readonly from: number; readonly until: number };
  /** The next call of each source. */
  readonly #arrivals = new Set<Timer>();
  /** When each open contact will leave by itself. */
  readonly #leaving = new Map<string, Timer>();
  /** How often each number was dialled in this run. */
  readonly #dialled = new Map<string, number>();
  /** Calls to callees that ring. */
  readonly #ringing = new Map<Timer, () => void>();
  #closed = false;

  static async open(scenario: Scenario, host: GatewayHost, resumeWithinMs: number): Promise<SimulatedConnection> {
    const now = host.clock.now();
    const [id, startedAt] = ((await host.recall(RUN)) ?? '').split(' ');
    const recent = host.contacts().length > 0 || now - host.lastEventAt <= resumeWithinMs;
    if (id === scenario.id && startedAt !== undefined && recent)
      return new SimulatedConnection(scenario, host, Date.parse(startedAt), now + 1);
    await host.remember(RUN, `${scenario.id} ${new Date(now).toISOString()}`);
    return new SimulatedConnection(scenario, host, now, now);
  }

  private constructor(scenario: Scenario, host: GatewayHost, startedAt: number, from: number) {
    this.#from = from;
    this.#unsure = { from: host.lastEventAt - STORED_WITHIN_MS, until: host.lastEventAt };
    this.#scenario = scenario;
    this.#host = host;
    this.#startedAt = startedAt;
    const now = host.clock.now();
    this.departures = host.contacts().flatMap((contact): Departure[] => {
      const at = leavesAt(contact);
      return at !== undefined && at <= now ? [{ contact: contact.contact, at, by: 'customer' }] : [];
    });
  }

  start(): void {
    for (const contact of this.#host.contacts()) this.#expect(contact);
    for (const calls of callsOf(this.#scenario)) this.#follow(calls[Symbol.iterator]());
  }

  happened(event: ContactCentreEvent, contact: GatewayContact): void {
    switch (event.type) {
      case 'contact-queued':
      case 'contact-connected':
        this.#expect(contact);
        break;
      case 'conversation-ended':
      case 'contact-closed':
        this.#forget(contact.contact);
    }
  }

  /** Calls one of the callees of the scenario; nobody else has a telephone. */
  dial({ id, to, ringSeconds }: DialRequest): Promise<DialResult> {
    const { callees, seed } = this.#scenario;
    const called = callees.find(({ numbers }) => to.startsWith(numbers));
    // What becomes of a call hangs on who is called how often, not on ids, so that a run can be made again.
    const times = (this.#dialled.get(to) ?? 0) + 1;
    this.#dialled.set(to, times);
    const fate = fateOf(called, `${seed}/${to}/${times}`, ringSeconds * 1_000);
    return new Promise((resolve) => {
      const timer = this.#host.clock.at(this.#host.clock.now() + fate.afterMs, () => {
        this.#ringing.delete(timer);
        resolve(resultOf(id, fate));
      });
      this.#ringing.set(timer, () =>
        resolve({ outcome: 'failed', ringMs: 0, reason: 'the simulated telephone system has stopped' }),
      );
    });
  }

  close(): void {
    this.#closed = true;
    for (const [timer, giveUp] of this.#ringing) {
      timer.cancel();
      giveUp();
    }
    for (const timer of this.#arrivals) timer.cancel();
    for (const contact of [...this.#leaving.keys()]) this.#forget(contact);
  }

  /** Lets the calls of one source in, one after the other. */
  #follow(calls: Iterator<PlannedCall>): void {
    let next = calls.next();
    while (!next.done && this.#isLost(this.#startedAt + next.value.atMs)) next = calls.next();
    if (next.done) return;
    const call = next.value;
    const due = this.#startedAt + call.atMs;
    const timer = this.#host.clock.at(Math.max(due, this.#host.clock.now()), () => {
      this.#arrivals.delete(timer);
      this.#arrive(call);
      this.#follow(calls);
    });
    this.#arrivals.add(timer);
  }

  /** A call that was being taken goes on ringing; one that had been taken is known by its id. */
  #isLost(due: number): boolean {
    const { from, until } = this.#unsure;
    return due < this.#from && (due < from || due > until);
  }

  #arrive({ id, from, to, queue, patienceMs, talkMs }: PlannedCall): void {
    const externalId = `${this.#scenario.id}/${new Date(this.#startedAt).toISOString()}/${id}`;
    const attributes = {
      ...(patienceMs === undefined ? {} : { patienceMs: String(patienceMs) }),
      ...(talkMs === undefined ? {} : { talkMs: String(talkMs) }),
    };
    const call = { channel: 'voice', externalId, from, to, attributes } as const;
    this.#host.arrive(queue === undefined ? call : { ...call, queue }).catch((thrown: unknown) => {
      this.#host.log.warn('A call could not be taken and is lost', { call: id, reason: String(thrown) });
    });
  }

  #expect(contact: GatewayContact): void {
    this.#forget(contact.contact);
    const at = leavesAt(contact);
    if (at === undefined || this.#closed) return;
    const leave = () => {
      this.#leaving.delete(contact.contact);
      this.#host.leave(contact.contact, 'customer').catch((thrown: unknown) => {
        this.#host.log.error('The end of a simulated call could not be reported', thrown);
      });
    };
    this.#leaving.set(contact.contact, this.#host.clock.at(at, leave));
  }

  #forget(contact: string): void {
    this.#leaving.get(contact)?.cancel();
    this.#leaving.delete(contact);
  }
}

function resultOf(id: string, { outcome, afterMs, patienceMs, talkMs }: Fate): DialResult {
  if (outcome !== 'answered') return { outcome, ringMs: afterMs, reason: 'as the scenario has it' };
  const attributes = {
    ...(patienceMs === undefined ? {} : { patienceMs: String(patienceMs) }),
    ...(talkMs === undefined ? {} : { talkMs: String(talkMs) }),
  };
  return { outcome, ringMs: afterMs, call: `dialled/${id}`, attributes };
}

/** When the caller leaves: out of patience while waiting, at the end of the talk when connected. */
function leavesAt({ state, arrivedAt, connectedAt, attributes }: GatewayContact): number | undefined {
  const after = (start: number | undefined, duration: string | undefined) =>
    start === undefined || duration === undefined ? undefined : start + Number(duration);
  if (state === 'waiting' || state === 'offered') return after(arrivedAt, attributes.patienceMs);
  return state === 'connected' ? after(connectedAt, attributes.talkMs) : undefined;
}
