import type { AgentState, ContactChannel, ContactView, EventPayload } from '../contract.js';
import type { RankedSet } from './ranked-set.js';

/** What is known of a contact. */
export interface ContactRecord {
  readonly id: string;
  readonly channel: ContactChannel;
  readonly direction: 'in' | 'out';
  readonly gateway: string;
  readonly externalId: string;
  readonly from: string;
  readonly to: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly arrivedAt: number;
  state: ContactView['state'];
  customer?: string;
  dialog?: string;
  queue?: string;
  /** Number of the event that put it into its queue: its place in the waiting order. */
  place?: number;
  agent?: string;
  reservation?: string;
  connectedAt?: number;
  endedAt?: number;
  outcome?: string;
  disposition?: string;
  note?: string;
}

/** What is known of an agent. */
export interface AgentRecord {
  readonly id: string;
  readonly name: string;
  readonly queues: readonly string[];
  state: AgentState;
  reason?: string;
  since: number;
  /** Since when the agent waits for a contact. An offer that was withdrawn does not cost the place in the order. */
  idleSince: number;
  /** Number of the event behind `idleSince`, which makes the order of agents unambiguous. */
  idleRank: number;
  reservation?: string;
  contact?: string;
  /** The reason of the break that begins when the wrap-up ends. */
  next?: string;
  /** How the last reservation ended, to say so to who comes too late. */
  lastReservation?: { readonly id: string; readonly ended: string };
}

/** A queue with those who wait in it and those who are free for it. */
export interface QueueRecord {
  readonly id: string;
  /** Contacts by their place. */
  readonly waiting: RankedSet<ContactRecord>;
  /** Agents by how long they are idle. */
  readonly ready: RankedSet<AgentRecord>;
  /** Agents that serve the queue and are not ready. */
  readonly notReady: Set<AgentRecord>;
}

/** An offer that is neither answered nor over. */
export interface Reservation {
  readonly id: string;
  readonly contact: string;
  readonly agent: string;
  readonly queue: string;
  readonly deadline: number;
}

/** The payload of one type of event. */
export type PayloadOf<Type extends EventPayload['type']> = Extract<EventPayload, { type: Type }>;
