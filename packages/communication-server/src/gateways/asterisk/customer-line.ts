import { newId } from '@caruso/core';
import type { GatewayContact } from '../gateway.js';
import { inTime } from './ari/in-time.js';
import type { CallSurroundings } from './call-surroundings.js';

/** What exists of the customer's side of a call in Asterisk. */
export interface FoundCustomer {
  readonly caller: { readonly channel: string; readonly answered: boolean } | undefined;
  /** The bridge the caller is in. */
  readonly bridge: string | undefined;
}

const CALLBACK_RINGING_S = 45;

/** The customer's side of a call: the channel by which the customer is on the line, and the bridge it is in. */
export class CustomerLine {
  readonly #around: CallSurroundings;
  /** None while nobody is on the line. */
  #channel: string | undefined;
  /** Resolves when the customer is answered; undefined while nobody answers. */
  #answering: Promise<void> | undefined;
  /** The channel by which the customer is being called back. */
  #calling: string | undefined;
  #bridge: string | undefined;

  /** @param answering - resolves when the caller is answered; undefined while nobody answers */
  constructor(channel: string, answering: Promise<void> | undefined, around: CallSurroundings) {
    this.#channel = channel;
    this.#answering = answering;
    this.#around = around;
  }

  /** What exists is known anew, after an outage. */
  found({ caller, bridge }: FoundCustomer): void {
    this.#channel = caller?.channel;
    this.#calling = undefined;
    this.#answering = caller?.answered ? Promise.resolve() : undefined;
    this.#bridge = bridge;
  }

  get channel(): string | undefined {
    return this.#channel;
  }

  /** Whether the customer is being called back by a channel. */
  isCalledBy(channel: string): boolean {
    return channel === this.#calling;
  }

  /** Who was being called back is on the line. */
  pickedUp(): void {
    this.#channel = this.#calling;
    this.#calling = undefined;
    this.#answering = Promise.resolve();
  }

  /** The telephone of who is being called back forwards the call to another channel. */
  forwardedTo(channel: string): void {
    this.#calling = channel;
  }

  /** Who was being called back cannot be reached. */
  notReached(): void {
    this.#calling = undefined;
  }

  /** Somebody else has taken the channel: what becomes of it is not ours any more. */
  takenOut(): void {
    this.#channel = undefined;
    this.#bridge = undefined;
  }

  async answer(): Promise<void> {
    if (this.#channel === undefined) return;
    this.#answering ??= inTime(this.#around.client.answer(this.#channel));
    await this.#answering;
  }

  /** The channel, unless nobody is on the line or it is in this bridge already. */
  outside(bridge: string): string | undefined {
    return this.#bridge === bridge ? undefined : this.#channel;
  }

  /** A channel has been put into a bridge. */
  joined(bridge: string, channel: string): void {
    if (this.#channel === channel) this.#bridge = bridge;
  }

  /** Who is led by a script, or leaves a message, is alone. */
  async leaveBridge(): Promise<void> {
    const [channel, bridge] = [this.#channel, this.#bridge];
    this.#bridge = undefined;
    if (bridge !== undefined && channel !== undefined) await inTime(this.#around.client.leave(bridge, channel));
  }

  /**
   * The music of a queue, also for whoever is on hold.
   *
   * @param answered - told the channel before it hears the music; nobody hears it who is not answered
   */
  async hearMusic(queue: string, answered: (channel: string) => void): Promise<void> {
    const channel = this.#channel;
    if (channel === undefined || !this.#answering) return;
    await this.#answering;
    answered(channel);
    if (this.#bridge === this.#around.names.queueBridge(queue)) return;
    await inTime(this.#around.music.join(queue, channel).then((bridge) => this.joined(bridge, channel)));
  }

  /** Calls the customer for the agent who is on the line already. */
  async callBack({ callback, contact, to }: GatewayContact): Promise<'called' | 'impossible'> {
    if (!callback || this.#calling !== undefined) return 'called';
    const { client, names, trunkTo } = this.#around;
    const endpoint = trunkTo(callback.phone);
    if (endpoint === undefined) return 'impossible';
    const channel = names.callback(contact, newId());
    this.#calling = channel;
    await client.originate({ channel, endpoint, callerId: to, timeout: CALLBACK_RINGING_S });
    return 'called';
  }

  /** Hangs up, to call back later. */
  async putDown(): Promise<void> {
    const channel = this.#channel ?? this.#calling;
    this.#channel = undefined;
    this.#calling = undefined;
    this.#bridge = undefined;
    if (channel !== undefined) await inTime(this.#around.client.hangUp(channel));
  }

  /** Hangs up for good. */
  async hangUp(): Promise<void> {
    for (const channel of [this.#channel, this.#calling])
      if (channel !== undefined) await inTime(this.#around.client.hangUp(channel));
  }
}
