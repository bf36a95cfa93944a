import type { ContactCentreEvent } from '@caruso/communication-server/contract';
import { type CampaignsSnapshot, LiveCampaigns } from './live-campaigns.js';
import { dayOf, type LocalDay } from './local-day.js';
import { isInTime, type Segment } from './segment.js';

/** An agent on shift. */
export interface LiveAgent {
  readonly agent: string;
  state: 'ready' | 'reserved' | 'busy' | 'wrap-up' | 'not-ready';
  reason?: string;
  since: number;
  contact?: string;
}

/** A contact that is not closed. */
export interface LiveContact {
  readonly contact: string;
  readonly channel: string;
  readonly from: string;
  customer?: string;
  offeredTo?: string;
  segment?: Segment;
}

/** What was queued today, and what has become of it. */
export interface DayCount {
  offered: number;
  answered: number;
  inTime: number;
  abandoned: number;
}

/** A state as plain data. */
export interface LiveSnapshot {
  readonly event: number;
  readonly at: number;
  readonly agents: readonly LiveAgent[];
  readonly contacts: readonly LiveContact[];
  readonly today: readonly (readonly [string, DayCount])[];
  readonly campaigns: CampaignsSnapshot;
}

/** What the fold needs to know besides events. */
export interface FoldSettings {
  /** IANA name of the company's time zone. */
  readonly zone: string;
  /** Service level threshold of a queue in milliseconds. */
  readonly thresholdOf: (queue: string) => number;
}

/**
 * The fold of the log on which monitor and facts rest: who is on shift, who waits, what was counted today. It holds what is
 * open only, so it stays small however long the log is.
 */
export class LiveState {
  event = 0;
  at = 0;
  readonly agents = new Map<string, LiveAgent>();
  readonly contacts = new Map<string, LiveContact>();
  /** By queue, for contacts queued on {@link day}. */
  readonly today = new Map<string, DayCount>();
  readonly campaigns: LiveCampaigns;
  readonly #settings: FoldSettings;
  #day: LocalDay;

  constructor(settings: FoldSettings, snapshot?: LiveSnapshot) {
    this.#settings = settings;
    this.campaigns = new LiveCampaigns(snapshot?.campaigns);
    if (snapshot) {
      this.event = snapshot.event;
      this.at = snapshot.at;
      for (const agent of snapshot.agents) this.agents.set(agent.agent, { ...agent });
      for (const contact of snapshot.contacts) this.contacts.set(contact.contact, structuredClone(contact));
      for (const [queue, count] of snapshot.today) this.today.set(queue, { ...count });
    }
    this.#day = dayOf(this.at, settings.zone);
  }

  /** The local day of the last event. */
  get day(): LocalDay {
    return this.#day;
  }

  /** Carries one event into the state; returns the segment it changed, if any. */
  apply(event: ContactCentreEvent): Segment | undefined {
    this.event = event.number;
    this.at = event.at;
    if (event.at >= this.#day.end) {
      this.#day = dayOf(event.at, this.#settings.zone);
      this.today.clear();
      this.campaigns.beginDay();
    }
    this.campaigns.apply(event);
    switch (event.type) {
      case 'agent-logged-in':
        this.agents.set(event.agent, { agent: event.agent, state: 'not-ready', since: event.at });
        return undefined;
      case 'agent-logged-out':
        this.agents.delete(event.agent);
        return undefined;
      case 'agent-state-changed':
        this.#changeAgent(event);
        return undefined;
      case 'contact-arrived': {
        const { contact, channel, from, customer } = event;
        this.contacts.set(contact, { contact, channel, from, ...(customer === undefined ? {} : { customer }) });
        return undefined;
      }
      default: {
        const contact = 'contact' in event ? this.contacts.get(event.contact) : undefined;
        return contact && this.#changeContact(contact, event);
      }
    }
  }

  snapshot(): LiveSnapshot {
    const { event, at } = this;
    const snapshot = { event, at, agents: [...this.agents.values()], contacts: [...this.contacts.values()] };
    return structuredClone({ ...snapshot, today: [...this.today], campaigns: this.campaigns.snapshot() });
  }

  #changeAgent({ agent, state, reason, contact, at }: ContactCentreEvent & { type: 'agent-state-changed' }): void {
    if (state === 'offline') {
      this.agents.delete(agent);
      return;
    }
    const holds = contact !== undefined && state !== 'ready' && state !== 'not-ready';
    this.agents.set(agent, {
      agent,
      state,
      since: at,
      ...(reason === undefined ? {} : { reason }),
      ...(holds ? { contact } : {}),
    });
  }

  #changeContact(contact: LiveContact, event: ContactCentreEvent & { contact?: string }): Segment | undefined {
    const { segment } = contact;
    switch (event.type) {
      case 'contact-queued':
        return this.#queue(contact, event);
      case 'offer-made':
        contact.offeredTo = event.agent;
        return undefined;
      case 'offer-rejected':
      case 'offer-timed-out':
      case 'offer-withdrawn':
        delete contact.offeredTo;
        return undefined;
      case 'contact-connected':
        delete contact.offeredTo;
        return segment && this.#answer(segment, event.agent, event.at);
      case 'contact-abandoned':
        return segment && this.#leave(segment, 'abandoned', event.at);
      case 'contact-left-queue':
        delete contact.offeredTo;
        return segment && this.#leave(segment, 'diverted', event.at);
      case 'conversation-ended':
        return segment && Object.assign(segment, { leftAt: event.at });
      case 'wrap-up-ended':
        return segment && Object.assign(segment, { wrappedAt: event.at });
      case 'contact-annotated':
        if (event.customer !== undefined) contact.customer = event.customer;
        return undefined;
      case 'contact-closed':
        this.contacts.delete(contact.contact);
        return segment?.outcome === 'open' ? this.#leave(segment, 'lost', event.at) : undefined;
      default:
        return undefined;
    }
  }

  #queue(contact: LiveContact, event: ContactCentreEvent & { type: 'contact-queued' }): Segment {
    const { queue, at: queuedAt, number: segment } = event;
    const open = { outcome: 'open', agent: null, answeredAt: null, leftAt: null, wrappedAt: null } as const;
    const thresholdMs = this.#settings.thresholdOf(queue);
    contact.segment = { segment, contact: contact.contact, queue, queuedAt, thresholdMs, ...open };
    this.#countOf(contact.segment).offered += 1;
    return contact.segment;
  }

  #answer(segment: Segment, agent: string, at: number): Segment {
    Object.assign(segment, { outcome: 'answered', agent, answeredAt: at });
    this.#countOf(segment).answered += 1;
    if (isInTime(segment)) this.#countOf(segment).inTime += 1;
    return segment;
  }

  #leave(segment: Segment, outcome: 'abandoned' | 'lost' | 'diverted', at: number): Segment {
    Object.assign(segment, { outcome, leftAt: at });
    if (outcome === 'abandoned') this.#countOf(segment).abandoned += 1;
    return segment;
  }

  /** What was queued before today is counted in its own day, which the monitor does not show any more. */
  #countOf({ queue, queuedAt }: Segment): DayCount {
    if (queuedAt < this.#day.start) return noCount();
    const count = this.today.get(queue) ?? noCount();
    this.today.set(queue, count);
    return count;
  }
}

/** A count of nothing. */
export function noCount(): DayCount {
  return { offered: 0, answered: 0, inTime: 0, abandoned: 0 };
}
