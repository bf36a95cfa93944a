import type { ContactCentreEvent } from '@caruso/communication-server/contract';
import { type CampaignsSnapshot, LiveCampaigns } from './live-campaigns.js';
import { type LiveTalk, talkAfter } from './live-talk.js';
import { dayOf, type LocalDay } from './local-day.js';
import type { ReceivedMail } from './received-mail.js';
import { isInTime, type Segment } from './segment.js';

/** The kind of mails that somebody is to answer. */
const CUSTOMER = 'customer';

/** An agent on shift. */
export interface LiveAgent {
  readonly agent: string;
  state: 'ready' | 'reserved' | 'busy' | 'wrap-up' | 'not-ready';
  reason?: string;
  /** Who has put the agent into this state, when it was somebody else. */
  by?: string;
  since: number;
  contact?: string;
  /** The reason of the break that begins after the contacts in hand. */
  next?: string;
}

/** A contact that is not closed. */
export interface LiveContact {
  readonly contact: string;
  readonly channel: string;
  readonly from: string;
  readonly arrivedAt: number;
  /** Of a mail: who has written it, as its gateway tells. */
  readonly kind?: string;
  customer?: string;
  offeredTo?: string;
  segment?: Segment;
  /** While agents have it in hand. */
  talk?: LiveTalk;
  /** The customer waits for an answer in writing, until then (ms UTC) or longer. */
  reply?: { readonly due: number | null; readonly overdue: boolean };
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

  /** The mail of which an event tells that is not in the state yet, if it tells of one. */
  mailOf(event: ContactCentreEvent): ReceivedMail | undefined {
    const { number, at } = event;
    if (event.type === 'message-set-aside') return { number, at, queue: event.queue, kind: event.kind };
    if (event.type !== 'contact-queued' && event.type !== 'message-received') return undefined;
    const contact = this.contacts.get(event.contact);
    if (contact?.channel !== 'mail') return undefined;
    const { segment } = contact;
    const received = event.type === 'message-received';
    const kind = (received ? event.kind : contact.kind) ?? CUSTOMER;
    // Nothing has come: the mail server has refused what we have written.
    if (kind === 'undelivered') return undefined;
    if (received) return { number, at, queue: segment?.queue ?? '', kind };
    return segment ? undefined : { number, at, queue: event.queue, kind };
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
      case 'break-requested':
        Object.assign(this.agents.get(event.agent) ?? {}, { next: event.reason });
        return undefined;
      case 'break-withdrawn':
        delete this.agents.get(event.agent)?.next;
        return undefined;
      case 'contact-arrived': {
        const { contact, channel, from, customer, at: arrivedAt, attributes } = event;
        const kind = channel === 'mail' ? attributes.kind : undefined;
        const known = { ...(customer === undefined ? {} : { customer }), ...(kind === undefined ? {} : { kind }) };
        this.contacts.set(contact, { contact, channel, from, arrivedAt, ...known });
        return undefined;
      }
      default: {
        const contact =
          'contact' in event && event.contact !== undefined ? this.contacts.get(event.contact) : undefined;
        return contact && this.#changeContact(contact, event);
      }
    }
  }

  snapshot(): LiveSnapshot {
    const { event, at } = this;
    const snapshot = { event, at, agents: [...this.agents.values()], contacts: [...this.contacts.values()] };
    return structuredClone({ ...snapshot, today: [...this.today], campaigns: this.campaigns.snapshot() });
  }

  #changeAgent(event: ContactCentreEvent & { type: 'agent-state-changed' }): void {
    const { agent, state, reason, by, contact, at } = event;
    if (state === 'offline') {
      this.agents.delete(agent);
      return;
    }
    const next = state === 'busy' || state === 'wrap-up' ? this.agents.get(agent)?.next : undefined;
    const holds = contact !== undefined && state !== 'ready' && state !== 'not-ready';
    this.agents.set(agent, {
      agent,
      state,
      since: at,
      ...(reason === undefined ? {} : { reason }),
      ...(by === undefined ? {} : { by }),
      ...(next === undefined ? {} : { next }),
      ...(holds ? { contact } : {}),
    });
  }

  #changeContact(contact: LiveContact, event: ContactCentreEvent): Segment | undefined {
    const { segment } = contact;
    const talk = talkAfter(contact.talk, event);
    if (talk) contact.talk = talk;
    else delete contact.talk;
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
      case 'agent-joined':
        return segment && this.#join(segment, event.at);
      case 'contact-abandoned':
        return segment && this.#leave(segment, 'abandoned', event.at);
      case 'drop-message-begun':
        return segment && this.#leave(segment, 'lost', event.at);
      case 'contact-left-queue':
        delete contact.offeredTo;
        return segment && this.#leave(segment, 'diverted', event.at);
      case 'conversation-ended':
        return segment && Object.assign(segment, { leftAt: event.at }, notOwed(segment));
      case 'wrap-up-ended':
        return segment && Object.assign(segment, { wrappedAt: event.at });
      case 'sla-clock-started':
        contact.reply = { due: event.due ?? null, overdue: false };
        return undefined;
      case 'sla-clock-breached':
        contact.reply = { due: contact.reply?.due ?? null, overdue: true };
        // Only the first answer counts: what the customer writes after it is another matter.
        return segment?.replyMs === null ? Object.assign(segment, { overdue: true }) : undefined;
      case 'sla-clock-stopped': {
        const overdue = contact.reply?.overdue ?? false;
        delete contact.reply;
        return segment?.replyMs === null ? this.#reply(segment, event, overdue) : undefined;
      }
      case 'contact-annotated':
        if (event.customer !== undefined) contact.customer = event.customer;
        return undefined;
      case 'contact-closed':
        this.contacts.delete(contact.contact);
        if (segment && event.resolutionMs !== undefined) segment.resolutionMs = event.resolutionMs;
        if (segment?.outcome === 'open') return this.#leave(segment, 'lost', event.at);
        return event.resolutionMs === undefined ? undefined : segment;
      default:
        return undefined;
    }
  }

  /** Who was to be answered and was not, because there was nothing to answer or the customer has gone, is not counted. */
  #reply(
    segment: Segment,
    { because, businessMs }: ContactCentreEvent & { type: 'sla-clock-stopped' },
    overdue: boolean,
  ): Segment {
    return Object.assign(segment, because === 'answered' ? { replyMs: businessMs, overdue } : { overdue: false });
  }

  #queue(contact: LiveContact, event: ContactCentreEvent & { type: 'contact-queued' }): Segment {
    const { queue, at: queuedAt, number: segment } = event;
    const open = { outcome: 'open', agent: null, answeredAt: null, leftAt: null, wrappedAt: null } as const;
    const reply = { replyMs: null, overdue: contact.reply?.overdue ?? false, resolutionMs: null };
    const thresholdMs = this.#settings.thresholdOf(queue);
    const estimateMs = event.wait === undefined ? null : Math.round(event.wait * 1_000);
    const { contact: id, arrivedAt } = contact;
    const facts = { segment, contact: id, queue, queuedAt, arrivedAt, thresholdMs, estimateMs };
    contact.segment = { ...facts, ...open, ...reply };
    this.#countOf(contact.segment).offered += 1;
    return contact.segment;
  }

  #answer(segment: Segment, agent: string, at: number): Segment {
    Object.assign(segment, { outcome: 'answered', agent, answeredAt: at });
    this.#countOf(segment).answered += 1;
    if (isInTime(segment)) this.#countOf(segment).inTime += 1;
    return segment;
  }

  /** Who was called has waited until the telephone of the agent was picked up. */
  #join(segment: Segment, at: number): Segment {
    const before = isInTime(segment);
    segment.answeredAt = at;
    if (before && !isInTime(segment)) this.#countOf(segment).inTime -= 1;
    return segment;
  }

  #leave(segment: Segment, outcome: 'abandoned' | 'lost' | 'diverted', at: number): Segment {
    Object.assign(segment, { outcome, leftAt: at }, notOwed(segment));
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

/** Who has left a queue without an answer is owed it elsewhere. */
function notOwed({ replyMs }: Segment): { readonly overdue?: false } {
  return replyMs === null ? { overdue: false } : {};
}
