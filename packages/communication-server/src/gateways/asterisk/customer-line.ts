import { newId } from '@caruso/core';
import { ContactCentreErrors } from '../../errors.js';
import type { GatewayContact } from '../gateway.js';
import { inTime } from './ari/in-time.js';
import type { CallSurroundings } from './call-surroundings.js';

/** What exists of the customer's side of a call in Asterisk. */
export interface FoundCustomer {
  readonly caller: { readonly channel: string; readonly answered: boolean } | undefined;
  /** The channel by which the customer is being called back. */
  readonly calling: string | undefined;
  /** The bridge the caller is in. */
  readonly bridge: string | undefined;
}

/** Why a customer is not called back. */
interface NotCalled {
  readonly because: string;
}

const CALLBACK_RINGING_S = 45;

/** The customer's side of a call: the channel by which the customer is on the line, and the bridge it is in. */
export class CustomerLine {
  readonly #around: CallSurroundings;
  /** None while nobody is on the line. */
  #channel: string | undefined;
  /** Whether the customer is answered, or is to be. */
  #isToBeAnswered: boolean;
  /** Resolves when the customer is answered; undefined while Asterisk is not asked to, or could not be. */
  #answering: Promise<void> | undefined;
  /** The channel by which the customer is being called back. */
  #calling: string | undefined;
  /** Whether Asterisk has not said yet that it calls. */
  #isCallUncertain = false;
  #bridge: string | undefined;

  /** @param answering - resolves when the caller is answered; undefined while nobody answers */
  constructor(channel: string, answering: Promise<void> | undefined, around: CallSurroundings) {
    this.#channel = channel;
    this.#isToBeAnswered = answering !== undefined;
    this.#answering = answering;
    this.#around = around;
  }

  /** What exists is known anew, after an outage. */
  found({ caller, calling, bridge }: FoundCustomer): void {
    this.#channel = caller?.channel;
    this.#calling = calling;
    this.#isCallUncertain = false;
    this.#isToBeAnswered = caller?.answered ?? false;
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
    this.#isToBeAnswered = true;
    this.#answering = Promise.resolve();
  }

  /** The telephone of who is being called back forwards the call to another channel. */
  forwardedTo(channel: string): void {
    this.#calling = channel;
  }

  /** Who was being called back cannot be reached, and is not called again before that is `known`. */
  async notReached(known: Promise<void>): Promise<void> {
    const channel = this.#calling;
    this.#isCallUncertain = false;
    try {
      await known;
    } finally {
      if (this.#calling === channel) this.#calling = undefined;
    }
  }

  /** Somebody else has taken the channel: what becomes of it is not ours any more. */
  takenOut(): void {
    this.#channel = undefined;
    this.#bridge = undefined;
  }

  /** Answers, unless that was done before. What has failed is done anew when it is tried again. */
  async answer(): Promise<void> {
    if (this.#channel === undefined) return;
    this.#isToBeAnswered = true;
    const answering = this.#answering ?? inTime(this.#around.client.answer(this.#channel));
    this.#answering = answering;
    try {
      await answering;
    } catch (thrown) {
      if (this.#answering === answering) this.#answering = undefined;
      throw thrown;
    }
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
    if (channel === undefined || !this.#isToBeAnswered) return;
    await this.answer();
    answered(channel);
    if (this.#bridge === this.#around.names.queueBridge(queue)) return;
    await inTime(this.#around.music.join(queue, channel).then((bridge) => this.joined(bridge, channel)));
  }

  /**
   * Calls the customer for the agent who is on the line already. When no answer of Asterisk comes it is asked again for the same
   * channel, so that one call is made.
   *
   * @returns why the customer is not called
   */
  async callBack({ callback, contact, to }: GatewayContact): Promise<NotCalled | undefined> {
    if (!callback || (this.#calling !== undefined && !this.#isCallUncertain)) return undefined;
    const { client, names, trunkTo } = this.#around;
    const endpoint = trunkTo(callback.phone);
    if (endpoint === undefined) return { because: 'the gateway has no trunk' };
    const channel = this.#calling ?? names.callback(contact, newId());
    this.#calling = channel;
    this.#isCallUncertain = true;
    try {
      await client.originate({ channel, endpoint, callerId: to, timeout: CALLBACK_RINGING_S });
    } catch (thrown) {
      if (!ContactCentreErrors.AriRequestFailed.is(thrown)) throw thrown;
      return { because: `${endpoint}: ${thrown.data.answer}` };
    }
    this.#isCallUncertain = false;
    return undefined;
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
