import type { ContactCentreEvent } from '@caruso/communication-server';
import { HALF_HOUR } from './plan.js';

/** What a log says about a day, reckoned from its events alone. */
export interface Audit {
  /** The gateway's ids of all contacts, in the order of arrival. */
  readonly arrived: readonly string[];
  /** Offered and each outcome, by queue and half hour. */
  readonly intervals: ReadonlyMap<string, Readonly<Record<Outcome | 'offered', number>>>;
  /** What must not be, in sentences. */
  readonly violations: readonly string[];
}

type Outcome = 'answered' | 'abandoned' | 'flowedOut' | 'system';

const OUTCOMES = {
  'contact-connected': 'answered',
  'contact-abandoned': 'abandoned',
  'contact-left-queue': 'flowedOut',
} as const;

interface AgentBook {
  state: string;
  since: number;
  loggedIn: number;
  readonly spent: Map<string, number>;
  readonly talks: Map<string, number>;
  readonly wrapUps: Map<string, number>;
  talked: number;
  wrappedUp: number;
}

/** Audits the log of a day that is over: everybody has gone home, and no contact is open. */
export function audit(events: readonly ContactCentreEvent[]): Audit {
  const auditor = new Auditor();
  for (const event of events) auditor.see(event);
  return auditor.close();
}

class Auditor {
  readonly #arrived = new Map<string, string>();
  readonly #open = new Set<string>();
  readonly #segments = new Map<string, string>();
  readonly #intervals = new Map<string, Record<Outcome | 'offered', number>>();
  readonly #offers = new Set<string>();
  readonly #agents = new Map<string, AgentBook>();
  readonly #violations: string[] = [];
  #number = 0;
  #at = 0;

  see(event: ContactCentreEvent): void {
    if (event.number !== this.#number + 1) this.#wrong(`event ${event.number} follows ${this.#number}`);
    if (event.at < this.#at) this.#wrong(`event ${event.number} is earlier than the one before`);
    this.#number = event.number;
    this.#at = event.at;
    if ('contact' in event && event.contact !== undefined && event.type !== 'contact-arrived')
      if (!this.#open.has(event.contact) && event.type !== 'agent-state-changed')
        this.#wrong(`${event.type} of ${event.contact}, which is not open`);
    this.#seeContact(event);
    this.#seeOffer(event);
    this.#seeAgent(event);
  }

  close(): Audit {
    for (const contact of this.#open) this.#wrong(`${contact} was never closed`);
    for (const reservation of this.#offers) this.#wrong(`the offer ${reservation} never ended`);
    for (const [agent, { state }] of this.#agents) if (state !== 'offline') this.#wrong(`${agent} did not go home`);
    for (const [interval, counts] of this.#intervals) {
      const { offered, answered, abandoned, flowedOut, system } = counts;
      if (offered !== answered + abandoned + flowedOut + system)
        this.#wrong(`${interval}: ${offered} offered are not ${JSON.stringify(counts)}`);
    }
    return { arrived: [...this.#arrived.keys()], intervals: this.#intervals, violations: this.#violations };
  }

  #seeContact(event: ContactCentreEvent): void {
    switch (event.type) {
      case 'contact-arrived':
        if (this.#arrived.has(event.externalId)) this.#wrong(`${event.externalId} arrived twice`);
        this.#arrived.set(event.externalId, event.contact);
        this.#open.add(event.contact);
        break;
      case 'contact-queued': {
        if (this.#segments.has(event.contact)) this.#wrong(`${event.contact} waits twice`);
        const interval = `${event.queue} ${new Date(Math.floor(event.at / HALF_HOUR) * HALF_HOUR).toISOString()}`;
        this.#segments.set(event.contact, interval);
        this.#count(interval, 'offered');
        break;
      }
      case 'contact-connected':
      case 'contact-abandoned':
      case 'contact-left-queue':
        this.#end(event.contact, OUTCOMES[event.type]);
        break;
      case 'contact-closed':
        if (this.#segments.has(event.contact)) this.#end(event.contact, 'system');
        this.#open.delete(event.contact);
    }
  }

  #end(contact: string, outcome: Outcome): void {
    const interval = this.#segments.get(contact);
    if (interval === undefined) this.#wrong(`${contact} is ${outcome} without having waited`);
    else this.#count(interval, outcome);
    this.#segments.delete(contact);
  }

  #count(interval: string, what: Outcome | 'offered'): void {
    const counts = this.#intervals.get(interval) ?? { offered: 0, answered: 0, abandoned: 0, flowedOut: 0, system: 0 };
    counts[what] += 1;
    this.#intervals.set(interval, counts);
  }

  #seeOffer(event: ContactCentreEvent): void {
    switch (event.type) {
      case 'offer-made':
        if (this.#offers.has(event.reservation)) this.#wrong(`the token ${event.reservation} was used twice`);
        this.#offers.add(event.reservation);
        break;
      case 'offer-accepted':
      case 'offer-rejected':
      case 'offer-timed-out':
      case 'offer-withdrawn':
        if (!this.#offers.delete(event.reservation)) this.#wrong(`the offer ${event.reservation} ended twice`);
    }
  }

  #seeAgent(event: ContactCentreEvent): void {
    switch (event.type) {
      case 'agent-logged-in':
        this.#change(event.agent, 'not-ready');
        this.#book(event.agent).loggedIn = event.at;
        break;
      case 'agent-state-changed':
        this.#change(event.agent, event.state);
        break;
      case 'agent-logged-out':
        this.#change(event.agent, 'offline');
        this.#checkShift(event.agent);
        break;
      case 'contact-connected': {
        const { talks } = this.#book(event.agent);
        if (talks.size > 0) this.#wrong(`${event.agent} has two contacts at once`);
        talks.set(event.contact, event.at);
        break;
      }
      case 'conversation-ended': {
        const book = this.#book(event.agent);
        book.talked += event.at - (book.talks.get(event.contact) ?? Number.NaN);
        book.talks.delete(event.contact);
        break;
      }
      case 'wrap-up-started':
        this.#book(event.agent).wrapUps.set(event.contact, event.at);
        break;
      case 'wrap-up-ended': {
        const book = this.#book(event.agent);
        book.wrappedUp += event.at - (book.wrapUps.get(event.contact) ?? Number.NaN);
        book.wrapUps.delete(event.contact);
      }
    }
  }

  #change(agent: string, to: string): void {
    const book = this.#book(agent);
    if (book.state !== 'offline') book.spent.set(book.state, (book.spent.get(book.state) ?? 0) + this.#at - book.since);
    book.state = to;
    book.since = this.#at;
  }

  /** The states partition the time logged in, and say the same as the contacts. */
  #checkShift(agent: string): void {
    const { spent, loggedIn, talked, wrappedUp } = this.#book(agent);
    const total = [...spent.values()].reduce((sum, time) => sum + time, 0);
    if (total !== this.#at - loggedIn) this.#wrong(`the states of ${agent} make ${total} of ${this.#at - loggedIn} ms`);
    if ((spent.get('busy') ?? 0) !== talked) this.#wrong(`${agent} was busy ${spent.get('busy')} ms, talked ${talked}`);
    if ((spent.get('wrap-up') ?? 0) !== wrappedUp)
      this.#wrong(`${agent} was in wrap-up ${spent.get('wrap-up')} ms, of contacts ${wrappedUp}`);
  }

  #book(agent: string): AgentBook {
    const known = this.#agents.get(agent);
    if (known) return known;
    const book: AgentBook = {
      state: 'offline',
      since: 0,
      loggedIn: 0,
      spent: new Map(),
      talks: new Map(),
      wrapUps: new Map(),
      talked: 0,
      wrappedUp: 0,
    };
    this.#agents.set(agent, book);
    return book;
  }

  #wrong(sentence: string): void {
    this.#violations.push(sentence);
  }
}
