import type { ContactCentreEvent } from '../contract.js';
import type { Command, QueueWishes } from '../decide/command.js';
import { VOICEMAIL } from '../decide/decide-voicemail.js';
import { ContactCentreErrors } from '../errors.js';
import type {
  Correspondence,
  Departure,
  DialRequest,
  DialResult,
  Gateway,
  GatewayConnection,
  GatewayContact,
  OwnLetter,
} from '../gateways/gateway.js';
import type { ContactRecord } from '../state/records.js';
import { GatewayHosts, type HostParts } from './gateway-hosts.js';
import type { Sequencer } from './sequencer.js';
import { voicemailLetterId } from './voicemail-letter.js';

/** What the gateways of a contact centre are made of. */
interface GatewaysParts extends HostParts {
  readonly gateways: readonly Gateway[];
}

/** The gateways of a contact centre: lets them report, and tells them what happens to their contacts. */
export class Gateways {
  readonly #parts: GatewaysParts;
  readonly #sequencer: Sequencer;
  readonly #hosts: GatewayHosts;
  readonly #connections = new Map<string, GatewayConnection>();

  constructor(parts: GatewaysParts) {
    this.#parts = parts;
    this.#sequencer = parts.sequencer;
    this.#hosts = new GatewayHosts(parts);
  }

  /** Opens all gateways, and returns what they know to have ended meanwhile, in the order of time. */
  async open(): Promise<readonly Departure[]> {
    this.#hosts.open();
    for (const gateway of this.#parts.gateways)
      this.#connections.set(gateway.id, await gateway.open(this.#hosts.of(gateway.id)));
    return [...this.#connections.values()].flatMap(({ departures }) => departures).sort((a, b) => a.at - b.at);
  }

  /** Lets numbers lead elsewhere, for contacts that come from now on. */
  answerNumbers(numbers: GatewaysParts['numbers']): void {
    this.#hosts.answerNumbers(numbers);
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
  async correspondenceOf(
    id: string,
  ): Promise<{ readonly contact: GatewayContact; readonly correspondence: Correspondence }> {
    await this.#sequencer.recall(id);
    const contact = this.#sequencer.state.contact(id);
    const correspondence = this.#connections.get(contact.gateway)?.correspondence;
    if (!correspondence)
      throw new ContactCentreErrors.NotWritten({ contact: id, channel: contact.channel, gateway: contact.gateway });
    return { contact: this.#hosts.viewOf(contact), correspondence };
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

  /** Calls under way that were answered before the start, by the ids under which they were dialled. */
  get answeredBefore(): ReadonlySet<string> {
    return new Set([...this.#connections.values()].flatMap(({ answered = [] }) => answered));
  }

  /** Stores what has happened outside, however long that takes. */
  report(command: Command): Promise<void> {
    return this.#hosts.untilStored(command);
  }

  /**
   * The message a customer has left: of the call, or of the contact that the message is.
   *
   * @throws ContactCentreErrors.NoVoicemail
   */
  async voicemailOf(id: string): Promise<Uint8Array> {
    await this.#sequencer.recall(id);
    const contact = this.#sequencer.state.contact(id);
    const { voicemail } = contact;
    const { gateway, externalId } = contact;
    if (gateway === VOICEMAIL) await this.#sequencer.recall(externalId);
    const call = gateway === VOICEMAIL ? this.#sequencer.state.contacts.get(externalId) : contact;
    const connection = this.#connections.get(call?.gateway ?? '');
    if (!voicemail || !connection?.recording) throw new ContactCentreErrors.NoVoicemail({ contact: id });
    return connection.recording(voicemail.recording);
  }

  /**
   * Makes sure that nothing is recorded of a contact whose recording is paused or over.
   *
   * @throws ContactCentreErrors.StillRecorded
   */
  async beQuiet(id: string): Promise<void> {
    const contact = this.#sequencer.state.contacts.get(id);
    if (!contact) return;
    const { gateway } = contact;
    if ((await this.#connections.get(gateway)?.isQuiet?.(this.#hosts.viewOf(contact))) === false)
      throw new ContactCentreErrors.StillRecorded({ contact: id, gateway });
  }

  /** Has a letter sent to people of the company. */
  async post(letter: OwnLetter): Promise<void> {
    for (const connection of this.#connections.values()) if (connection.post) return connection.post(letter);
  }

  /** Has removed what gateways keep of a contact that is over, recordings included. */
  async erase(id: string, recorded: readonly string[]): Promise<void> {
    await this.#sequencer.recall(id);
    const contact = this.#sequencer.state.contact(id);
    const { voicemail, gateway, externalId } = contact;
    // What was left in a call goes with the contact that it is, which somebody may still have to hear.
    const recordings = voicemail && gateway === VOICEMAIL ? [...recorded, voicemail.recording] : recorded;
    const letters = (gateway === VOICEMAIL ? [id, externalId] : [id]).map(voicemailLetterId);
    const view = this.#hosts.viewOf(contact);
    for (const connection of this.#connections.values()) await connection.erase?.(view, { recordings, letters });
  }

  async close(): Promise<void> {
    this.#hosts.close();
    for (const connection of this.#connections.values()) await connection.close();
    this.#connections.clear();
  }

  #tellOne(event: ContactCentreEvent, contact: ContactRecord): void {
    try {
      this.#connections.get(contact.gateway)?.happened(event, this.#hosts.viewOf(contact));
    } catch (thrown) {
      this.#parts.log.error(`The gateway "${contact.gateway}" failed at event ${event.number}`, thrown);
    }
  }

  /** How a contact that is in no queue wants to wait in one. */
  wishesFor(contact: string, queue: string): Promise<QueueWishes> {
    return this.#hosts.wishesFor(contact, queue);
  }
}
