import { cameTooLate } from './ari/ari-client.js';
import type { CallSurroundings } from './call-surroundings.js';
import type { Calls } from './calls.js';

/** Cause of a channel of which nobody was told why it ended. */
const UNKNOWN_CAUSE = 0;
/** Asterisk notes here which channel has forwarded a call. */
const FORWARDER = 'FORWARDERNAME';

/**
 * Telephones that have forwarded their calls (SIP 302): such a call goes on in a channel to which Asterisk gives a name.
 */
export class ForwardedTelephones {
  readonly #around: Pick<CallSurroundings, 'client' | 'names'>;
  readonly #calls: Calls;
  /** The names by which the gateway had called, by channel. */
  readonly #names = new Map<string, string>();
  /** What is to be noted of channels that ring, when they are picked up: Asterisk lets nobody do so before. */
  readonly #notes = new Map<string, Readonly<Record<string, string>>>();

  constructor(around: Pick<CallSurroundings, 'client' | 'names'>, calls: Calls) {
    this.#around = around;
    this.#calls = calls;
  }

  /** The name by which the gateway has called a telephone, of the channel by which it is reached now. */
  nameOf(channel: string): string {
    return this.#names.get(channel) ?? channel;
  }

  forget(channel: string): void {
    this.#names.delete(channel);
    this.#notes.delete(channel);
  }

  /** What was forwarded before an outage. */
  found(names: ReadonlyMap<string, string>): void {
    this.#names.clear();
    for (const [channel, name] of names) this.#names.set(channel, name);
  }

  /** A call goes on in another channel. One that nobody waits for, or that may go to the number dialled only, is ended. */
  async follow(from: string, to: string): Promise<void> {
    const { client, names } = this.#around;
    const name = this.nameOf(from);
    const call = this.#calls.of(names.contactOfLeg(name) ?? names.contactOfCallback(name));
    const variables = call?.forwarded(from, to);
    if (!call || !variables) {
      await client.hangUp(to);
      return;
    }
    this.forget(from);
    this.#names.set(to, name);
    this.#notes.set(to, variables);
    try {
      await client.follow(to);
    } catch (thrown) {
      if (!cameTooLate(thrown)) throw thrown;
      call.gone(to, UNKNOWN_CAUSE);
      this.forget(to);
    }
  }

  /** A telephone was picked up: if the call was forwarded to it, that is noted for after a restart. */
  pickedUp(channel: string): Promise<void> | undefined {
    const notes = this.#notes.get(channel);
    this.#notes.delete(channel);
    return notes && this.#note(channel, notes);
  }

  /**
   * Whether a channel that leads from the dialplan into the application belongs to a forwarded call, and to no caller: nobody
   * waits for it any more, or it was forwarded to a number of the contact centre itself.
   */
  async isStray(channel: string): Promise<boolean> {
    return (await this.#around.client.variable(channel, FORWARDER)) !== '';
  }

  async #note(channel: string, notes: Readonly<Record<string, string>>): Promise<void> {
    for (const [variable, value] of Object.entries(notes))
      await this.#around.client.setVariable(channel, variable, value);
  }
}
