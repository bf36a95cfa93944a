import type { ContactCentreEvent } from '../contract.js';
import { ERASED } from '../erased.js';
import { present } from '../present.js';
import type { PayloadOf } from '../state/records.js';
import type { LoggedContact, WantedLog } from './logged-contact.js';

/** From coming into a queue to the end of what follows there; times in ms UTC. */
interface Stay {
  readonly queue: string;
  readonly since: number;
  readonly wanted: boolean;
  /** Until when the customer has waited on the line, who is called back. */
  hungUpAt?: number;
  abandonedAt?: number;
  leftAt?: number;
  connectedAt?: number | undefined;
  /** Who talks to the customer, others aside. */
  agent?: string;
  talkedUntil?: number | undefined;
  wrapUpMs: number;
  /** Who is wrapping it up, since when. */
  readonly wrappingUp: Map<string, number>;
}

interface Followed {
  readonly from: string | undefined;
  /** Whom we called is followed to be known, and not told of. */
  readonly direction: 'in' | 'out';
  stays: Stay[];
  /** Nobody was reached: the customer is called again, in the old place. */
  again: boolean;
}

/**
 * Makes contacts that waited in queues out of the events of a log, each when the contact is closed. Only contacts that are open are
 * kept, so a day takes no more memory than an hour.
 *
 * Each stay in a queue is one: who was transferred to another queue has come there then. Who left a queue by its rules, and waited in
 * another or left a message, counts there only: it is one piece of work. Whom we called is none.
 */
export class LoggedContacts {
  readonly #wanted: WantedLog;
  readonly #followed = new Map<string, Followed>();
  /** The stays that are wanted and not told yet. */
  #open = 0;
  #now = 0;

  constructor(wanted: WantedLog) {
    this.#wanted = wanted;
  }

  /** Whether nothing more can come of the events behind. */
  get done(): boolean {
    return this.#now >= this.#wanted.to && this.#open === 0;
  }

  /** Takes the next event of the log, and gives the contacts that are complete by it. */
  see(event: ContactCentreEvent): readonly LoggedContact[] {
    this.#now = event.at;
    if (event.type === 'contact-arrived') {
      const { contact, direction } = event;
      const from = event.from === ERASED ? undefined : event.from;
      if (event.at < this.#wanted.to) this.#followed.set(contact, { from, direction, stays: [], again: false });
      return [];
    }
    const followed = 'contact' in event && event.contact !== undefined && this.#followed.get(event.contact);
    if (!followed) return [];
    if (event.type === 'contact-queued') this.#enter(followed, event);
    else if (event.type === 'voicemail-left') this.#drop(followed);
    else if (event.type === 'contact-closed') {
      this.#followed.delete(event.contact);
      return this.#told(followed);
    } else {
      if (event.type === 'callback-attempted') followed.again = event.retryAt !== undefined;
      const stay = followed.stays.at(-1);
      if (stay) go(stay, followed.stays, event);
    }
    return [];
  }

  /** Whether somebody comes into a queue of whom nothing was seen, because he arrived before the first event: his past is needed. */
  isFromBefore(event: ContactCentreEvent): event is ContactCentreEvent & PayloadOf<'contact-queued'> {
    return event.type === 'contact-queued' && event.at < this.#wanted.to && !this.#followed.has(event.contact);
  }

  /** Takes the past of a contact, from its arrival on. */
  recall(past: readonly ContactCentreEvent[]): void {
    for (const event of past) this.see(event);
  }

  /**
   * Those that are not over at the end of the log, with what is known of them.
   *
   * @param now - until when whoever still waits has waited (ms UTC)
   */
  rest(now: number): readonly LoggedContact[] {
    this.#now = now;
    const all = [...this.#followed.values()];
    this.#followed.clear();
    return all.flatMap((followed) => this.#told(followed));
  }

  #enter(followed: Followed, { queue, at }: ContactCentreEvent & { type: 'contact-queued' }): void {
    if (followed.again) {
      followed.again = false;
      return;
    }
    this.#drop(followed);
    const { from, to, queues } = this.#wanted;
    const isAsked = at >= from && at < to && (queues?.includes(queue) ?? true);
    const wanted = isAsked && followed.direction === 'in';
    if (wanted) this.#open += 1;
    followed.stays.push({ queue, since: at, wanted, wrapUpMs: 0, wrappingUp: new Map() });
  }

  /** Who left a queue unanswered is work elsewhere. */
  #drop(followed: Followed): void {
    this.#open -= followed.stays.filter(({ wanted, leftAt }) => wanted && leftAt !== undefined).length;
    followed.stays = followed.stays.filter(({ leftAt }) => leftAt === undefined);
  }

  #told({ from, stays }: Followed): readonly LoggedContact[] {
    const wanted = stays.filter((stay) => stay.wanted);
    this.#open -= wanted.length;
    return wanted.map((stay) => loggedOf(stay, from, this.#now));
  }
}

/** Carries an event into the stay during which it happens; only wrap-ups may be of one before. */
function go(stay: Stay, stays: readonly Stay[], event: ContactCentreEvent): void {
  switch (event.type) {
    case 'contact-connected':
    case 'contact-taken-over':
      stay.connectedAt ??= event.at;
      stay.agent = event.agent;
      stay.talkedUntil = undefined;
      break;
    case 'callback-requested':
      stay.hungUpAt ??= event.at;
      break;
    case 'callback-attempted':
      if (!event.answered) stay.connectedAt = undefined;
      break;
    case 'contact-abandoned':
      stay.abandonedAt = event.at;
      break;
    case 'contact-left-queue':
      stay.leftAt = event.at;
      break;
    case 'conversation-ended':
      // Whoever was added leaves the others talking.
      if (stay.connectedAt !== undefined && event.agent === stay.agent) stay.talkedUntil = event.at;
      break;
    case 'wrap-up-started':
      stay.wrappingUp.set(event.agent, event.at);
      break;
    case 'wrap-up-ended': {
      const own = stays.findLast(({ wrappingUp }) => wrappingUp.has(event.agent));
      if (!own) break;
      own.wrapUpMs += event.at - (own.wrappingUp.get(event.agent) ?? event.at);
      own.wrappingUp.delete(event.agent);
    }
  }
}

/** @param now - until when whoever still waits has waited */
function loggedOf(stay: Stay, from: string | undefined, now: number): LoggedContact {
  const { queue, since, abandonedAt, connectedAt, talkedUntil } = stay;
  const lasted = (begun: number, until: number) => (until - begun) / 1_000;
  const known = { at: since, queue, ...present({ from }) };
  if (abandonedAt !== undefined) return { ...known, patience: lasted(since, abandonedAt) };
  const wait = lasted(since, stay.hungUpAt ?? connectedAt ?? stay.leftAt ?? now);
  if (connectedAt === undefined || talkedUntil === undefined) return { ...known, wait };
  const wrapUp = stay.wrappingUp.size === 0 ? stay.wrapUpMs / 1_000 : undefined;
  return { ...known, wait, talk: lasted(connectedAt, talkedUntil), ...present({ wrapUp }) };
}
