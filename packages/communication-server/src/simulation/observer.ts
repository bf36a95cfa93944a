import type { AgentState, ContactCentreEvent } from '../contract.js';
import { type Batch, QueueTally, TeamTally } from './tally.js';

/** Which contacts of a simulation are counted, by the order in which they arrive. */
export interface Batches {
  /** Contacts at the beginning that are not counted, while the system fills. */
  readonly warmUp: number;
  readonly batches: number;
  /** Contacts in each. */
  readonly size: number;
}

interface Segment {
  readonly since: number;
  readonly within: number;
  readonly tally: QueueTally;
}

/** What {@link Observer} must know of what it observes. */
interface Observed {
  /** Seconds within which contacts should be answered, by queue. */
  readonly within: ReadonlyMap<string, number>;
  readonly teams: readonly string[];
  /** Of each agent. */
  readonly teamOf: ReadonlyMap<string, string>;
  /** One batch of all contacts if left out. */
  readonly batches?: Batches | undefined;
}

/** Counts what happens in a contact centre, from its events alone. */
export class Observer {
  readonly batches: readonly Batch[];
  readonly #observed: Observed;
  readonly #segments = new Map<string, Segment>();
  readonly #agents = new Map<string, { state: AgentState; since: number }>();
  #arrivals = 0;
  #current: Batch | undefined;

  constructor(observed: Observed) {
    this.#observed = observed;
    this.batches = Array.from({ length: observed.batches?.batches ?? 1 }, () => ({
      queues: new Map([...observed.within.keys()].map((queue) => [queue, new QueueTally()])),
      teams: new Map(observed.teams.map((team) => [team, new TeamTally()])),
    }));
    if (!observed.batches) this.#current = this.batches[0];
  }

  /** Whether all contacts that are counted have ceased to wait. */
  get done(): boolean {
    const { batches } = this.#observed;
    if (!batches || this.#segments.size > 0) return false;
    return this.#arrivals > batches.warmUp + batches.batches * batches.size;
  }

  see(event: ContactCentreEvent): void {
    switch (event.type) {
      case 'contact-arrived':
        this.#arrivals += 1;
        this.#turn(event.at);
        break;
      case 'contact-queued':
        this.#begin(event.contact, event.queue, event.at);
        break;
      case 'contact-refused': {
        const tally = this.#current?.queues.get(event.queue);
        if (tally) tally.refused += 1;
        break;
      }
      case 'contact-connected':
      case 'contact-abandoned':
      case 'contact-left-queue':
        this.#end(event.contact, event.at, event.type);
        break;
      case 'agent-logged-in':
        this.#change(event.agent, 'not-ready', event.at);
        break;
      case 'agent-logged-out':
        this.#change(event.agent, 'offline', event.at);
        break;
      case 'agent-state-changed':
        this.#change(event.agent, event.state, event.at);
    }
  }

  /** Goes on to the batch of the contact that has arrived. */
  #turn(at: number): void {
    const { batches } = this.#observed;
    if (!batches) return;
    const next = this.batches[Math.floor((this.#arrivals - 1 - batches.warmUp) / batches.size)];
    if (next === this.#current) return;
    for (const [agent, { state }] of this.#agents) this.#change(agent, state, at);
    this.#current = next;
  }

  #begin(contact: string, queue: string, since: number): void {
    const tally = this.#current?.queues.get(queue);
    if (!tally) return;
    tally.offered += 1;
    this.#segments.set(contact, { since, tally, within: this.#observed.within.get(queue) ?? 0 });
  }

  #end(contact: string, at: number, how: 'contact-connected' | 'contact-abandoned' | 'contact-left-queue'): void {
    const segment = this.#segments.get(contact);
    if (!segment) return;
    this.#segments.delete(contact);
    const { tally, since, within } = segment;
    const wait = (at - since) / 1_000;
    const inTime = wait <= within ? 1 : 0;
    tally.waitSeconds += wait;
    tally.waited += wait > 0 ? 1 : 0;
    tally.longestWaitSeconds = Math.max(tally.longestWaitSeconds, wait);
    if (how === 'contact-left-queue') tally.flowedOut += 1;
    else if (how === 'contact-abandoned') {
      tally.abandoned += 1;
      tally.abandonedInTime += inTime;
    } else {
      tally.answered += 1;
      tally.answeredInTime += inTime;
      tally.answeredWaitSeconds += wait;
    }
  }

  #change(agent: string, to: AgentState, at: number): void {
    const known = this.#agents.get(agent);
    const tally = this.#current?.teams.get(this.#observed.teamOf.get(agent) ?? '');
    if (known && tally && known.state !== 'offline') {
      const seconds = (at - known.since) / 1_000;
      tally.loggedIn += seconds;
      if (known.state === 'ready') tally.ready += seconds;
      if (known.state === 'busy' || known.state === 'wrap-up') tally.handling += seconds;
    }
    this.#agents.set(agent, { state: to, since: at });
  }
}
