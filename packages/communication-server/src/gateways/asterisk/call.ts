import { newId, type Timer } from '@caruso/core';
import { sameParty } from '../../same-party.js';
import type { GatewayContact } from '../gateway.js';
import { inTime } from './ari/in-time.js';
import { CallRecording } from './call-recording.js';
import type { CallSurroundings } from './call-surroundings.js';
import type { Leg } from './leg.js';
import { Legs } from './legs.js';
import type { QueueAnnouncer } from './voice/queue-announcer.js';
import type { VoiceDialog } from './voice/voice-dialog.js';
import type { VoiceMessage } from './voice/voice-message.js';
import { Watches } from './watches.js';
import { type Wish, wishOf } from './wish.js';

/** What exists of a call in Asterisk. */
export interface Found {
  readonly caller: { readonly channel: string; readonly answered: boolean } | undefined;
  /** The bridge the caller is in. */
  readonly bridge: string | undefined;
  /** The bridge that was made for the talk. */
  readonly talkBridge: string | undefined;
  readonly legs: readonly Leg[];
}

const RETRY_MS = 1_000;
const CALLBACK_RINGING_S = 45;

/**
 * One contact on the telephone. It makes what exists in Asterisk agree with what the contact wants, whenever one of them
 * changes; so it does not matter in which order things become known, or whether they happened during an outage.
 */
export class Call {
  readonly #around: CallSurroundings;
  readonly #legs: Legs;
  readonly #recording: CallRecording;
  readonly #watches: Watches;
  readonly #announcer: QueueAnnouncer;
  #contact: GatewayContact;
  /** The channel of the customer; none while nobody is on the line. */
  #caller: string | undefined;
  /** Resolves when the customer is answered; undefined while nobody answers. */
  #answering: Promise<void> | undefined;
  /** The channel by which the customer is being called back. */
  #calling: string | undefined;
  #bridge: string | undefined;
  #talkBridge: string | undefined;
  #dialog: VoiceDialog | undefined;
  #message: VoiceMessage | undefined;
  #timer: Timer | undefined;
  #settling: Promise<void> | undefined;
  #again = false;
  #over = false;

  /** @param answering - resolves when the caller is answered; undefined while nobody answers */
  constructor(contact: GatewayContact, answering: Promise<void> | undefined, around: CallSurroundings) {
    this.#contact = contact;
    this.#caller = contact.externalId;
    this.#answering = answering;
    this.#around = around;
    this.#legs = new Legs(around, this);
    this.#recording = new CallRecording(around.client);
    this.#watches = new Watches(around.client, around.names, contact.contact);
    this.#announcer = around.announcer(contact.contact);
  }

  get contact(): GatewayContact {
    return this.#contact;
  }

  /** Something has happened to the contact. */
  changed(contact: GatewayContact): void {
    // An agent has given the caller to another script.
    if (contact.script !== this.#contact.script) {
      this.#dialog?.close();
      this.#dialog = undefined;
    }
    this.#contact = contact;
    this.settle();
  }

  /** What exists is known anew, after an outage. */
  found({ caller, bridge, talkBridge, legs }: Found): void {
    this.#caller = caller?.channel;
    this.#calling = undefined;
    this.#answering = caller?.answered ? Promise.resolve() : undefined;
    this.#bridge = bridge;
    this.#talkBridge = talkBridge;
    this.#legs.found(legs);
    this.#recording.forget();
    this.#watches.forget();
    // Whether it has spoken is not known any more: it says again where it stands.
    this.#dialog?.close();
    this.#dialog = undefined;
    this.#message = undefined;
    this.settle();
  }

  /** The caller has pressed a key. */
  key(key: string): void {
    this.#dialog?.key(key);
  }

  /** What was said to the caller has been said. */
  said(playback: string): void {
    this.#dialog?.finished(playback);
    if (this.#message && this.#caller !== undefined) this.#report(this.#message.greeted(playback, this.#caller));
  }

  /** Whether the customer leaves a message, whose end says more than that of the call. */
  get isRecordingMessage(): boolean {
    return this.#message?.isRecording ?? false;
  }

  /** The message of the customer is recorded, so many seconds of it. */
  async recorded(seconds: number): Promise<void> {
    await this.#message?.ended(seconds);
  }

  /** A telephone was picked up that the gateway has called. */
  pickedUp(channel: string): void {
    if (channel === this.#calling) {
      this.#calling = undefined;
      this.#caller = channel;
      this.#answering = Promise.resolve();
      this.#report(this.#around.host.calledBack(this.#contact.contact, true));
    } else if (!this.#legs.pickedUp(channel)) {
      // It was picked up in the moment in which it was given up.
      this.#report(inTime(this.#around.client.hangUp(channel)));
    }
    this.settle();
  }

  /** A telephone is gone that the gateway has called. */
  gone(channel: string, cause: number): void {
    if (channel === this.#calling) {
      this.#calling = undefined;
      this.#report(this.#around.host.calledBack(this.#contact.contact, false));
    } else if (channel === this.#caller) {
      this.#report(this.#around.host.leave(this.#contact.contact, 'customer'));
    } else {
      this.#legs.gone(channel, cause);
    }
    this.settle();
  }

  /** The channel by which a supervisor hears is there. */
  snoopStarted(channel: string): void {
    this.#watches.started(channel);
    this.settle();
  }

  close(): void {
    this.#over = true;
    this.#announcer.stop();
    this.#dialog?.close();
    this.#timer?.cancel();
  }

  settleIn(ms: number): void {
    const { clock } = this.#around.host;
    this.#timer?.cancel();
    this.#timer = clock.at(clock.now() + ms, () => this.settle());
  }

  /** Brings about what is wanted. */
  settle(): void {
    if (this.#over || !this.#around.isConnected()) return;
    this.#again = true;
    this.#settling ??= this.#settle();
  }

  async #settle(): Promise<void> {
    try {
      while (this.#again && !this.#over) {
        this.#again = false;
        await this.#step(wishOf(this.#contact));
      }
    } catch (thrown) {
      if (this.#around.isConnected()) {
        this.#around.host.log.warn('A call could not be connected as wanted; it is tried again', {
          contact: this.#contact.contact,
          reason: String(thrown),
        });
        this.settleIn(RETRY_MS);
      }
    } finally {
      this.#settling = undefined;
    }
  }

  async #step(wish: Wish): Promise<void> {
    if (wish.caller !== 'music') this.#announcer.stop();
    await this.#legs.settle(wish);
    if (wish.caller === 'script') {
      await this.#lead();
      return;
    }
    this.#dialog?.close();
    if (wish.caller === 'message') {
      await this.#takeMessage();
      return;
    }
    if (wish.caller === 'gone') {
      await this.#end();
      return;
    }
    if (wish.caller === 'away') {
      await this.#hangUpUntilCalledBack();
      return;
    }
    const talking = wish.caller === 'music' ? [] : this.#talking(wish);
    if (talking.length > 0 && this.#caller === undefined) await this.#callBack();
    if (talking.length > 0) await this.#talk(wish, talking);
    if (wish.caller !== 'talk' || talking.length === 0) await this.#wait();
    await this.#watches.settle(wish, this.#legs.up, this.#contact.agent);
  }

  /** The legs that are to be heard by all. */
  #talking({ legs }: Wish): readonly Leg[] {
    return this.#legs.up.filter(({ party }) =>
      legs.some((wish) => wish.room === 'talk' && sameParty(wish.party, party)),
    );
  }

  async #lead(): Promise<void> {
    await this.#answer();
    if (this.#dialog || this.#contact.state !== 'self-service') return;
    await this.#leaveBridge();
    this.#dialog = this.#around.lead(this.#contact);
  }

  /** Who is led by a script, or leaves a message, is alone. */
  async #leaveBridge(): Promise<void> {
    const [caller, bridge] = [this.#caller, this.#bridge];
    this.#bridge = undefined;
    if (bridge !== undefined && caller !== undefined) await inTime(this.#around.client.leave(bridge, caller));
  }

  async #takeMessage(): Promise<void> {
    await this.#answer();
    const caller = this.#caller;
    if (this.#message || caller === undefined) return;
    await this.#leaveBridge();
    this.#message = this.#around.message(this.#contact);
    await this.#message.take(caller);
  }

  async #talk(wish: Wish, legs: readonly Leg[]): Promise<void> {
    const { client, names } = this.#around;
    const bridge = names.talkBridge(this.#contact.contact);
    const joining = legs.filter(({ talking }) => !talking);
    const channels = joining.map(({ channel }) => channel);
    if (wish.caller === 'talk' && this.#caller !== undefined && this.#bridge !== bridge) {
      await this.#answer();
      channels.push(this.#caller);
    }
    if (channels.length > 0) {
      await client.bridge(bridge, 'mixing');
      this.#talkBridge = bridge;
      await inTime(client.join(bridge, channels));
      for (const leg of joining) leg.talking = true;
      if (wish.caller === 'talk' && this.#caller !== undefined) this.#bridge = bridge;
    }
    await this.#recording.settle(bridge, wish);
  }

  /** The music of the queue, also for whoever is on hold. */
  async #wait(): Promise<void> {
    const { queue } = this.#contact;
    const caller = this.#caller;
    if (queue === undefined || caller === undefined || !this.#answering) return;
    await this.#answering;
    if (this.#contact.state === 'waiting') this.#announcer.start(caller);
    if (this.#bridge === this.#around.names.queueBridge(queue)) return;
    await inTime(
      this.#around.music.join(queue, caller).then((bridge) => {
        this.#bridge = bridge;
      }),
    );
  }

  async #answer(): Promise<void> {
    if (this.#caller === undefined) return;
    this.#answering ??= inTime(this.#around.client.answer(this.#caller));
    await this.#answering;
  }

  async #hangUpUntilCalledBack(): Promise<void> {
    const caller = this.#caller ?? this.#calling;
    this.#caller = undefined;
    this.#calling = undefined;
    this.#bridge = undefined;
    if (caller !== undefined) await inTime(this.#around.client.hangUp(caller));
  }

  /** Calls the customer for the agent who is on the line already. */
  async #callBack(): Promise<void> {
    const { client, names, host, endpointOf } = this.#around;
    const { callback, contact, to } = this.#contact;
    if (!callback || this.#calling !== undefined) return;
    const endpoint = endpointOf(callback.phone);
    if (endpoint === undefined) {
      host.log.error('A customer cannot be called back: the gateway has no trunk', undefined, { contact });
      this.#report(host.calledBack(contact, false));
      return;
    }
    const channel = names.callback(contact, newId());
    this.#calling = channel;
    await client.originate({ channel, endpoint, callerId: to, timeout: CALLBACK_RINGING_S });
  }

  async #end(): Promise<void> {
    const { client } = this.#around;
    await this.#watches.close();
    for (const channel of [this.#caller, this.#calling])
      if (channel !== undefined) await inTime(client.hangUp(channel));
    if (this.#talkBridge !== undefined) await inTime(client.destroyBridge(this.#talkBridge));
    this.close();
  }

  /** What is reported may be over by now; the contact centre says so. */
  #report(work: Promise<void>): void {
    const { contact } = this.#contact;
    work.catch((thrown: unknown) =>
      this.#around.host.log.info('A telephone was too late', { contact, reason: String(thrown) }),
    );
  }
}
