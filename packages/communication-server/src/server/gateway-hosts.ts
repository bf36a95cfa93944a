import { type Clock, newId, type Stub } from '@caruso/core';
import type { Dialogs } from '@caruso/script-engine/contract';
import type { Log } from '@caruso/service-manager';
import type { Storage } from '@caruso/storage-manager/contract';
import type { NumberPlan } from '../configuration/numbers.js';
import { announcementTexts } from '../configuration/queue-announcement.js';
import type { Newcomers } from '../customers/newcomers.js';
import type { Command, QueueWishes } from '../decide/command.js';
import { ContactCentreErrors } from '../errors.js';
import type { Announcement, Arrival, GatewayContact, GatewayHost, SetAside } from '../gateways/gateway.js';
import type { GatewayMemory } from '../gateways/gateway-memory.js';
import { present } from '../present.js';
import { positionOf } from '../routing/estimate.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';
import { contactView } from '../views.js';
import { AnsweredNumbers, type Destined } from './answered-numbers.js';
import type { Sequencer } from './sequencer.js';

const RETRY_MS = 1_000;

/** What gateways are given parts of. */
export interface HostParts {
  /** What answers a number. */
  readonly numbers: Readonly<Record<string, NumberPlan>>;
  readonly sequencer: Sequencer;
  readonly newcomers: Newcomers;
  readonly memory: GatewayMemory;
  readonly storage: Stub<typeof Storage>;
  readonly clock: Clock;
  readonly log: Log;
  readonly dialogs: Stub<typeof Dialogs> | undefined;
  /** The customer of a contact is writing. */
  readonly typing: (contact: string) => void;
}

/** What the contact centre is to its gateways: what they may look at, and where they report what happens outside. */
export class GatewayHosts {
  readonly #parts: HostParts;
  readonly #sequencer: Sequencer;
  readonly #clock: Clock;
  readonly #log: Log;
  #closed = false;
  /** What answers a number. */
  #numbers: AnsweredNumbers;

  constructor(parts: HostParts) {
    this.#parts = parts;
    this.#numbers = new AnsweredNumbers(parts.numbers);
    this.#sequencer = parts.sequencer;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** Lets numbers lead elsewhere, for contacts that come from now on. */
  answerNumbers(numbers: HostParts['numbers']): void {
    this.#numbers = new AnsweredNumbers(numbers);
  }

  /** What could not be stored is tried again from now on. */
  open(): void {
    this.#closed = false;
  }

  /** What could not be stored yet is given up. */
  close(): void {
    this.#closed = true;
  }

  /** What the gateway of this id is given. */
  of(gateway: string): GatewayHost {
    const { memory, dialogs, storage } = this.#parts;
    return {
      clock: this.#clock,
      log: this.#log,
      dialogs,
      storage,
      lastEventAt: this.#sequencer.state.at,
      contacts: () =>
        [...this.#sequencer.state.contacts.open].filter((contact) => contact.gateway === gateway).map(this.viewOf),
      contact: (id) => {
        const contact = this.#sequencer.state.contacts.get(id);
        return contact?.gateway === gateway && contact.state !== 'closed' ? this.viewOf(contact) : undefined;
      },
      position: (contact) => positionOf(this.#sequencer.state, this.#sequencer.state.contact(contact)),
      announcement: (contact) => announcementOf(this.#sequencer.state, contact),
      nameOf: (agent) => this.#sequencer.state.agents.get(agent)?.definition?.name ?? agent,
      typing: (contact) => this.#parts.typing(contact),
      phoneOf: (agent) => this.#sequencer.state.configuration.agents.find(({ id }) => id === agent)?.phone,
      answers: (to) => this.#numbers.of(to),
      idleLimits: (to) => this.#numbers.idleLimitsOf(to),
      present: (contact, isPresent) => this.untilStored({ type: 'note-presence', contact, away: !isPresent }),
      arrive: async (arrival) => (await this.#arrive(gateway, [arrival]))[0] ?? '',
      arriveTogether: (arrivals) => this.#arrive(gateway, arrivals),
      standing: (isThere) => this.untilStored({ type: 'note-gateway', gateway, isThere }),
      accept: (agent, reservation) => this.untilStored({ type: 'accept', agent, reservation }),
      reject: (agent, reservation, cause) => {
        this.#log.warn('The telephone of an agent was not reached', { agent, cause });
        return this.untilStored({ type: 'reject', agent, reservation, because: cause });
      },
      hangUp: (agent, contact) => this.untilStored({ type: 'hang-up', agent, contact }),
      joined: (agent, contact) => this.untilStored({ type: 'join', agent, contact }),
      transferFailed: (contact, because) => this.untilStored({ type: 'transfer-failed', contact, because }),
      consulted: (contact, answered) => this.untilStored({ type: 'consulted', contact, answered }),
      cancelConsultation: (agent, contact) => this.untilStored({ type: 'cancel-consultation', agent, contact }),
      endSupervision: (supervisor, contact) => this.untilStored({ type: 'end-supervision', supervisor, contact }),
      keyPressed: (contact, key) => this.#keyPressed(contact, key),
      calledBack: (contact, answered) => this.untilStored({ type: 'called-back', contact, answered }),
      annotate: (contact, dialog) => this.untilStored({ type: 'annotate', contact, dialog }),
      handOver: async (contact, queue) =>
        this.untilStored({ type: 'hand-over', contact, queue, wishes: await this.wishesFor(contact, queue) }),
      voicemailLeft: (contact, recording, seconds) =>
        this.untilStored({ type: 'leave-voicemail', contact, message: newId(), recording, seconds }),
      leave: (contact, by) => this.untilStored({ type: 'leave', contact, by }),
      received: (contact, message, kind) =>
        this.#sequencer.submit(
          { type: 'receive-message', contact, message, kind },
          (state) => state.contact(contact).messages?.includes(message) ?? false,
        ),
      setAside: (messages) => this.#setAside(gateway, messages),
      sent: (agent, contact, message) =>
        this.#sequencer.submit({ type: 'send-message', agent, contact, message }, () => undefined),
      recall: (name) => memory.recall(gateway, name),
      remember: (name, text) => memory.remember(gateway, name, text),
    };
  }

  /** Who comes is found out for all at once; they are decided one after the other, and share a write. */
  async #arrive(gateway: string, arrivals: readonly Arrival[]): Promise<readonly string[]> {
    const prepared = await Promise.all(
      arrivals.map(async (arrival) => (await this.#known(gateway, arrival)) ?? this.#arrivalOf(gateway, arrival)),
    );
    const decided: (string | Promise<string>)[] = [];
    for (const each of prepared) {
      if (typeof each === 'string') {
        decided.push(each);
        continue;
      }
      const opened = idOf(gateway, each);
      decided.push((await this.#sequencer.decide(each, (state) => opened(state) ?? each.contact)).stored);
    }
    return Promise.all(decided);
  }

  /** The contact that has come before, once that is stored. */
  async #known(gateway: string, arrival: Arrival): Promise<string | undefined> {
    const known = idOf(gateway, arrival);
    return known(this.#sequencer.state) === undefined ? undefined : this.#sequencer.look(known);
  }

  /** The customer wants to be called back, where the queue says so. One who has hidden the number waits on. */
  async #keyPressed(id: string, key: string): Promise<void> {
    const { contacts, queues } = this.#sequencer.state;
    const { queue, state, from } = contacts.get(id) ?? {};
    if (state !== 'waiting' && state !== 'offered') return;
    if (queues.get(queue ?? '')?.definition?.callback?.key !== key) return;
    await this.untilStored({ type: 'request-callback', contact: id, phone: from ?? '' });
  }

  async #setAside(gateway: string, messages: readonly SetAside[]): Promise<void> {
    const stored = messages.map(({ beside, ...message }) =>
      this.#sequencer.submit({ type: 'set-aside', gateway, ...message }, () => undefined, { beside: [beside] }),
    );
    await Promise.all(stored);
  }

  async #arrivalOf(gateway: string, { queue: wanted, attributes = {}, ...arrival }: Arrival) {
    const { to } = arrival;
    const { newcomers } = this.#parts;
    const customer = arrival.customer ?? (await newcomers.customerAt(arrival.from));
    const answered: Destined | undefined =
      wanted === undefined
        ? this.#numbers.for({ ...arrival, ...present({ customer }) }, this.#clock.now())
        : { queue: wanted };
    if (!answered) throw new ContactCentreErrors.UnknownNumber({ to, gateway, known: this.#numbers.known });
    const { queue, ...own } = 'queue' in answered ? answered : { queue: undefined };
    const wishes = { ...own, ...(queue === undefined ? {} : await this.#preferring(queue, customer)) };
    return { type: 'arrive', contact: newId(), gateway, queue, wishes, attributes, ...arrival, customer } as const;
  }

  /** How a contact that is in no queue wants to wait in one. */
  async wishesFor(contact: string, queue: string): Promise<QueueWishes> {
    return this.#preferring(queue, this.#sequencer.state.contacts.get(contact)?.customer);
  }

  async #preferring(queue: string, customer: string | undefined): Promise<QueueWishes> {
    const { definition } = this.#sequencer.state.queues.get(queue) ?? {};
    if (!definition?.prefer) return {};
    return { prefer: await this.#parts.newcomers.preferredAgents(definition, customer) };
  }

  /** Stores what has happened outside, however long that takes: it has happened, whether the log can be written or not. */
  async untilStored(command: Command): Promise<void> {
    for (;;) {
      try {
        await this.#sequencer.submit(command, () => undefined);
        return;
      } catch (thrown) {
        if (!ContactCentreErrors.LogUnavailable.is(thrown) || this.#closed) throw thrown;
        this.#log.warn('What a gateway reports could not be stored; it is tried again', { ...command });
        await new Promise<void>((resolve) => this.#clock.at(this.#clock.now() + RETRY_MS, resolve));
      }
    }
  }

  /** A contact as its gateway sees it. */
  viewOf = (contact: ContactRecord): GatewayContact => {
    const { externalId, attributes, stoppedRecordings } = contact;
    const { agents, reservations } = this.#sequencer.state;
    const asked = contact.consultation?.with;
    const consulted = asked && 'agent' in asked ? agents.get(asked.agent)?.reservation : undefined;
    const offers = [...contact.offers, ...(consulted === undefined ? [] : [consulted])].flatMap((reservation) => {
      const offer = reservations.get(reservation);
      return offer?.contact === contact.id ? [{ agent: offer.agent, reservation }] : [];
    });
    return { ...contactView(contact), externalId, attributes, offers, stoppedRecordings };
  };
}

function announcementOf(state: ContactCentreState, id: string): Announcement | undefined {
  const contact = state.contact(id);
  const { announcement } = state.queues.get(contact.queue ?? '')?.definition ?? {};
  const waiting = announcement && positionOf(state, contact);
  if (!announcement || !waiting) return undefined;
  const texts = announcementTexts(announcement, waiting);
  return { everyMs: announcement.every * 1_000, language: announcement.language, texts };
}

/** Which contact a gateway knows under an id of its own, in a state. */
function idOf(gateway: string, { externalId }: Pick<Arrival, 'externalId'>) {
  return (state: ContactCentreState): string | undefined => state.contacts.of(gateway, externalId)?.id;
}
