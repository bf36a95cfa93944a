import { type Clock, newId, type Stub } from '@caruso/core';
import type { Dialogs } from '@caruso/script-engine/contract';
import type { Log } from '@caruso/service-manager';
import type { Storage } from '@caruso/storage-manager/contract';
import type { NumberPlan } from '../configuration/numbers.js';
import { announcementTexts } from '../configuration/queue-announcement.js';
import type { ContactCentreEvent } from '../contract.js';
import type { Command } from '../decide/command.js';
import { VOICEMAIL } from '../decide/decide-voicemail.js';
import { ContactCentreErrors } from '../errors.js';
import type {
  Announcement,
  Arrival,
  Correspondence,
  Departure,
  DialRequest,
  DialResult,
  Gateway,
  GatewayConnection,
  GatewayContact,
  GatewayHost,
} from '../gateways/gateway.js';
import type { GatewayMemory } from '../gateways/gateway-memory.js';
import { positionOf } from '../routing/estimate.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';
import { contactView } from '../views.js';
import { AnsweredNumbers, type Destined } from './answered-numbers.js';
import type { Sequencer } from './sequencer.js';

const RETRY_MS = 1_000;

/** What the gateways of a contact centre are made of. */
interface GatewaysParts {
  readonly gateways: readonly Gateway[];
  /** What answers a number. */
  readonly numbers: Readonly<Record<string, NumberPlan>>;
  readonly sequencer: Sequencer;
  readonly memory: GatewayMemory;
  readonly storage: Stub<typeof Storage>;
  readonly clock: Clock;
  readonly log: Log;
  readonly dialogs: Stub<typeof Dialogs> | undefined;
  /** The customer of a contact is writing. */
  readonly typing: (contact: string) => void;
}

/** The gateways of a contact centre: lets them report, and tells them what happens to their contacts. */
export class Gateways {
  readonly #parts: GatewaysParts;
  readonly #sequencer: Sequencer;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #connections = new Map<string, GatewayConnection>();
  #closed = false;
  /** What answers a number. */
  #numbers: AnsweredNumbers;

  constructor(parts: GatewaysParts) {
    this.#parts = parts;
    this.#numbers = new AnsweredNumbers(parts.numbers);
    this.#sequencer = parts.sequencer;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** Opens all gateways, and returns what they know to have ended meanwhile, in the order of time. */
  async open(): Promise<readonly Departure[]> {
    for (const gateway of this.#parts.gateways)
      this.#connections.set(gateway.id, await gateway.open(this.#hostOf(gateway.id)));
    return [...this.#connections.values()].flatMap(({ departures }) => departures).sort((a, b) => a.at - b.at);
  }

  /** Lets numbers lead elsewhere, for contacts that come from now on. */
  answerNumbers(numbers: GatewaysParts['numbers']): void {
    this.#numbers = new AnsweredNumbers(numbers);
  }

  async start(): Promise<void> {
    for (const connection of this.#connections.values()) await connection.start();
  }

  tell(events: readonly ContactCentreEvent[]): void {
    for (const event of events) {
      if (!('contact' in event) || event.contact === undefined) continue;
      const contact = this.#sequencer.state.contacts.get(event.contact);
      if (contact) this.#tellOne(event, contact);
    }
  }

  /**
   * What was written in a contact, and how to answer it.
   *
   * @throws ContactCentreErrors.NotWritten
   */
  correspondenceOf(id: string): { readonly contact: GatewayContact; readonly correspondence: Correspondence } {
    const contact = this.#sequencer.state.contact(id);
    const correspondence = this.#connections.get(contact.gateway)?.correspondence;
    if (!correspondence)
      throw new ContactCentreErrors.NotWritten({ contact: id, channel: contact.channel, gateway: contact.gateway });
    return { contact: this.#viewOf(contact), correspondence };
  }

  /**
   * Makes sure that a script can lead the customer of a contact.
   *
   * @throws ContactCentreErrors.NotLed, ContactCentreErrors.ScriptNotOnChannel
   */
  async checkScript(id: string, script: string): Promise<void> {
    const { gateway } = this.#sequencer.state.contact(id);
    const channel = this.#connections.get(gateway)?.leads;
    if (!channel) throw new ContactCentreErrors.NotLed({ contact: id, gateway, script });
    const known = (await this.scriptsFor(id)).map((each) => each.id);
    if (!known.includes(script)) throw new ContactCentreErrors.ScriptNotOnChannel({ script, channel, known });
  }

  /** The scripts that can lead the customer of a contact. */
  async scriptsFor(id: string): Promise<readonly { readonly id: string; readonly title: string }[]> {
    const channel = this.#connections.get(this.#sequencer.state.contact(id).gateway)?.leads;
    const scripts = channel && (await this.#parts.dialogs?.scripts({ channel }));
    return (scripts ?? []).map(({ id: script, title }) => ({ id: script, title }));
  }

  /**
   * Has a gateway call a number.
   *
   * @throws ContactCentreErrors.CannotDial, and what the gateway throws
   */
  dial(gateway: string, request: DialRequest): Promise<DialResult> {
    const result = this.#connections.get(gateway)?.dial?.(request);
    if (result) return result;
    const known = [...this.#connections].flatMap(([id, { dial }]) => (dial ? [id] : []));
    throw new ContactCentreErrors.CannotDial({ gateway, known });
  }

  /** Ends a call that was dialled and has no contact. */
  async release(gateway: string, call: string): Promise<void> {
    await this.#connections.get(gateway)?.release?.(call);
  }

  /** Stores what has happened outside, however long that takes. */
  report(command: Command): Promise<void> {
    return this.#untilStored(command);
  }

  /**
   * The message a customer has left: of the call, or of the contact that the message is.
   *
   * @throws ContactCentreErrors.NoVoicemail
   */
  async voicemailOf(id: string): Promise<Uint8Array> {
    const { contacts } = this.#sequencer.state;
    const contact = this.#sequencer.state.contact(id);
    const { voicemail, externalId } = contact;
    const call = contact.gateway === VOICEMAIL ? contacts.get(externalId) : contact;
    const connection = this.#connections.get(call?.gateway ?? '');
    if (!voicemail || !connection?.recording) throw new ContactCentreErrors.NoVoicemail({ contact: id });
    return connection.recording(voicemail.recording);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const connection of this.#connections.values()) await connection.close();
    this.#connections.clear();
  }

  #tellOne(event: ContactCentreEvent, contact: ContactRecord): void {
    try {
      this.#connections.get(contact.gateway)?.happened(event, this.#viewOf(contact));
    } catch (thrown) {
      this.#log.error(`The gateway "${contact.gateway}" failed at event ${event.number}`, thrown);
    }
  }

  #hostOf(gateway: string): GatewayHost {
    const { memory, dialogs, storage } = this.#parts;
    return {
      clock: this.#clock,
      log: this.#log,
      dialogs,
      storage,
      lastEventAt: this.#sequencer.state.at,
      contacts: () =>
        [...this.#sequencer.state.open].filter((contact) => contact.gateway === gateway).map(this.#viewOf),
      position: (contact) => positionOf(this.#sequencer.state, this.#sequencer.state.contact(contact)),
      announcement: (contact) => announcementOf(this.#sequencer.state, contact),
      nameOf: (agent) => this.#sequencer.state.agents.get(agent)?.definition?.name ?? agent,
      typing: (contact) => this.#parts.typing(contact),
      phoneOf: (agent) => this.#sequencer.state.configuration.agents.find(({ id }) => id === agent)?.phone,
      answers: (to) => this.#numbers.of(to),
      arrive: (arrival) => this.#arrive(gateway, arrival),
      accept: (agent, reservation) => this.#untilStored({ type: 'accept', agent, reservation }),
      reject: (agent, reservation, cause) => {
        this.#log.warn('The telephone of an agent was not reached', { agent, cause });
        return this.#untilStored({ type: 'reject', agent, reservation, because: cause });
      },
      hangUp: (agent, contact) => this.#untilStored({ type: 'hang-up', agent, contact }),
      consulted: (contact, answered) => this.#untilStored({ type: 'consulted', contact, answered }),
      cancelConsultation: (agent, contact) => this.#untilStored({ type: 'cancel-consultation', agent, contact }),
      endSupervision: (supervisor, contact) => this.#untilStored({ type: 'end-supervision', supervisor, contact }),
      calledBack: (contact, answered) => this.#untilStored({ type: 'called-back', contact, answered }),
      annotate: (contact, dialog) => this.#untilStored({ type: 'annotate', contact, dialog }),
      handOver: (contact, queue) => this.#untilStored({ type: 'hand-over', contact, queue }),
      voicemailLeft: (contact, recording, seconds) =>
        this.#untilStored({ type: 'leave-voicemail', contact, message: newId(), recording, seconds }),
      leave: (contact, by) => this.#untilStored({ type: 'leave', contact, by }),
      received: (contact, message) =>
        this.#sequencer.submit(
          { type: 'receive-message', contact, message },
          (state) => state.contact(contact).messages?.includes(message) ?? false,
        ),
      sent: (agent, contact, message) =>
        this.#sequencer.submit({ type: 'send-message', agent, contact, message }, () => undefined),
      recall: (name) => memory.recall(gateway, name),
      remember: (name, text) => memory.remember(gateway, name, text),
    };
  }

  async #arrive(gateway: string, { queue: wanted, attributes = {}, ...arrival }: Arrival): Promise<string> {
    const { to } = arrival;
    const answered: Destined | undefined =
      wanted === undefined ? this.#numbers.for(arrival, this.#clock.now()) : { queue: wanted };
    if (!answered) throw new ContactCentreErrors.UnknownNumber({ to, gateway, known: this.#numbers.known });
    const { queue, ...wishes } = 'queue' in answered ? answered : { queue: undefined };
    const command = { type: 'arrive', contact: newId(), gateway, queue, wishes, attributes, ...arrival } as const;
    return this.#sequencer.submit(
      command,
      (state) => state.contactOf(gateway, arrival.externalId)?.id ?? command.contact,
    );
  }

  /** What has happened in a gateway has happened, whether the log can be written or not. */
  async #untilStored(command: Command): Promise<void> {
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

  #viewOf = (contact: ContactRecord): GatewayContact => {
    const { externalId, attributes } = contact;
    const { agents, reservations } = this.#sequencer.state;
    const asked = contact.consultation?.with;
    const consulted = asked && 'agent' in asked ? agents.get(asked.agent)?.reservation : undefined;
    const offers = [...contact.offers, ...(consulted === undefined ? [] : [consulted])].flatMap((reservation) => {
      const offer = reservations.get(reservation);
      return offer?.contact === contact.id ? [{ agent: offer.agent, reservation }] : [];
    });
    return { ...contactView(contact), externalId, attributes, offers };
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
