import type { ContactCentreEvent } from '../../contract.js';
import type { Departure, GatewayContact } from '../gateway.js';
import { inTime } from './ari/in-time.js';
import type { Arrivals } from './arrivals.js';
import { Call } from './call.js';
import type { CallSurroundings } from './call-surroundings.js';
import type { Dialler } from './dialler.js';
import { callerOf, contactOfTelephone, foundOf, type Snapshot } from './snapshot.js';

/** The calls of the contacts that are on the telephone. */
export class Calls {
  readonly #around: CallSurroundings;
  readonly #arrivals: Arrivals;
  readonly #dialler: Dialler;
  /** By contact. */
  readonly #calls = new Map<string, Call>();
  /** Contacts by caller's channel. */
  readonly #contacts = new Map<string, string>();

  constructor(around: CallSurroundings, arrivals: Arrivals, dialler: Dialler) {
    this.#around = around;
    this.#arrivals = arrivals;
    this.#dialler = dialler;
  }

  has(contact: string): boolean {
    return this.#calls.has(contact);
  }

  of(contact: string | undefined): Call | undefined {
    return contact === undefined ? undefined : this.#calls.get(contact);
  }

  /** The contact of a caller's channel. */
  contactOf(channel: string): string | undefined {
    return this.#contacts.get(channel);
  }

  happened(event: ContactCentreEvent, contact: GatewayContact): void {
    const call = this.#calls.get(contact.contact);
    if (call) call.changed(contact);
    else if (event.type === 'contact-arrived') this.#arrive(contact);
    if (contact.state !== 'closed') return;
    this.#calls.delete(contact.contact);
    this.#contacts.delete(contact.externalId);
  }

  settle(): void {
    for (const call of this.#calls.values()) call.settle();
  }

  close(): void {
    for (const call of this.#calls.values()) call.close();
  }

  /** The contacts whose customer is not on the line any more, but for those who may have left a message. */
  departed(snapshot: Snapshot): readonly Departure[] {
    const now = this.#around.host.clock.now();
    return this.#onTheTelephone().flatMap((contact): Departure[] => {
      const isThere = callerOf(contact, snapshot, this.#around.names) !== undefined;
      if (isThere || isAway(contact) || contact.messageFor !== undefined) return [];
      const { contact: id, arrivedAt } = contact;
      // A call does not survive its Asterisk.
      return snapshot.startedAt > arrivedAt
        ? [{ contact: id, at: snapshot.startedAt, by: 'gateway' }]
        : [{ contact: id, at: now, by: 'customer' }];
    });
  }

  /** The contacts whose customer was to leave a message, and is not on the line any more. */
  messagesOver(snapshot: Snapshot): readonly GatewayContact[] {
    const { names } = this.#around;
    return this.#onTheTelephone().filter(
      (contact) => contact.messageFor !== undefined && !callerOf(contact, snapshot, names),
    );
  }

  /** Goes on with every contact of which something exists. */
  async adopt(snapshot: Snapshot, follow: (channel: string) => Promise<void>): Promise<void> {
    const { client, names } = this.#around;
    for (const contact of this.#onTheTelephone()) {
      if (!callerOf(contact, snapshot, names) && !isAway(contact)) continue;
      if (snapshot.callers.has(contact.externalId)) await follow(contact.externalId);
      const call = this.#calls.get(contact.contact) ?? this.#begin(contact);
      call.found(await foundOf(contact, snapshot, client, names));
    }
  }

  /** Ends what the gateway has made and belongs to no contact any more. */
  async endStrays(snapshot: Snapshot): Promise<void> {
    const { client, names, host } = this.#around;
    for (const { id, name } of snapshot.own) {
      const contact = contactOfTelephone(id, snapshot, names) ?? this.contactOf(id);
      if (this.has(contact ?? '') || this.#dialler.knows(id)) continue;
      // A supervisor's ear is made anew when it is wanted.
      if (names.contactOfSnoop(id) === undefined)
        host.log.warn('A call in Asterisk belongs to no contact and is ended', { channel: id, name });
      await inTime(client.hangUp(id));
    }
    for (const { id } of snapshot.bridges) {
      const contact = names.contactOfTalk(id) ?? names.contactOfWatch(id);
      if (contact !== undefined && !this.has(contact)) await inTime(client.destroyBridge(id));
    }
  }

  #arrive(contact: GatewayContact): void {
    const { contact: id, externalId } = contact;
    this.#begin(contact).settle();
    if (!this.#around.names.isDial(externalId) || this.#dialler.isUp(externalId)) return;
    // Who was called has hung up before the contact was stored.
    this.#around.host.leave(id, 'customer').catch((thrown: unknown) => {
      this.#around.host.log.info('A telephone was too late', { contact: id, reason: String(thrown) });
    });
  }

  #begin(contact: GatewayContact): Call {
    const answering = this.#around.names.isDial(contact.externalId)
      ? Promise.resolve()
      : this.#arrivals.answering(contact.externalId);
    const call = new Call(contact, answering, this.#around);
    this.#calls.set(contact.contact, call);
    this.#contacts.set(contact.externalId, contact.contact);
    return call;
  }

  #onTheTelephone(): readonly GatewayContact[] {
    return this.#around.host.contacts().filter(({ state }) => state !== 'wrap-up' && state !== 'closed');
  }
}

/** Whether the customer is called back, now or later, so that nobody is on the line. */
function isAway({ callback }: GatewayContact): boolean {
  return callback !== undefined;
}
