import type { Timer } from '@caruso/core';
import type { ContactCentreEvent } from '../../contract.js';
import type { Departure, GatewayConnection, GatewayContact, GatewayHost } from '../gateway.js';
import { callsOf, type PlannedCall } from './calls.js';
import type { Scenario } from './scenario.js';

const RUN = 'run';

/** A run of a scenario. All its times follow from the start of the run and from the contacts, so it can go on at any time. */
export class SimulatedConnection implements GatewayConnection {
  readonly departures: readonly Departure[];
  readonly #scenario: Scenario;
  readonly #host: GatewayHost;
  readonly #startedAt: number;
  /** What was due before this is lost: nobody could answer. */
  readonly #from: number;
  /** The next call of each source. */
  readonly #arrivals = new Set<Timer>();
  /** When each open contact will leave by itself. */
  readonly #leaving = new Map<string, Timer>();
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

  close(): void {
    this.#closed = true;
    for (const timer of this.#arrivals) timer.cancel();
    for (const contact of [...this.#leaving.keys()]) this.#forget(contact);
  }

  /** Lets the calls of one source in, one after the other. */
  #follow(calls: Iterator<PlannedCall>): void {
    let next = calls.next();
    while (!next.done && this.#startedAt + next.value.atMs < this.#from) next = calls.next();
    if (next.done) return;
    const call = next.value;
    const timer = this.#host.clock.at(this.#startedAt + call.atMs, () => {
      this.#arrivals.delete(timer);
      this.#arrive(call);
      this.#follow(calls);
    });
    this.#arrivals.add(timer);
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

/** When the caller leaves: out of patience while waiting, at the end of the talk when connected. */
function leavesAt({ state, arrivedAt, connectedAt, attributes }: GatewayContact): number | undefined {
  const after = (start: number | undefined, duration: string | undefined) =>
    start === undefined || duration === undefined ? undefined : start + Number(duration);
  if (state === 'waiting' || state === 'offered') return after(arrivedAt, attributes.patienceMs);
  return state === 'connected' ? after(connectedAt, attributes.talkMs) : undefined;
}
