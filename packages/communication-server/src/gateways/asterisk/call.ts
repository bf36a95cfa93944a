import type { Timer } from '@caruso/core';
import { sameParty } from '../../same-party.js';
import type { GatewayContact } from '../gateway.js';
import { inTime } from './ari/in-time.js';
import { CallRecording } from './call-recording.js';
import type { CallSurroundings } from './call-surroundings.js';
import { CustomerLine, type FoundCustomer } from './customer-line.js';
import { LEG_VARIABLES, type Leg } from './leg.js';
import { Legs } from './legs.js';
import { CallVoice } from './voice/call-voice.js';
import type { QueueAnnouncer } from './voice/queue-announcer.js';
import { Watches } from './watches.js';
import { type Wish, wishOf } from './wish.js';

/** What exists of a call in Asterisk. */
export interface Found extends FoundCustomer {
  /** The bridge that was made for the talk. */
  readonly talkBridge: string | undefined;
  readonly legs: readonly Leg[];
}

const RETRY_MS = 1_000;

/**
 * One contact on the telephone. It makes what exists in Asterisk agree with what the contact wants, whenever one of them
 * changes; so it does not matter in which order things become known, or whether they happened during an outage.
 */
export class Call {
  readonly #around: CallSurroundings;
  readonly #customer: CustomerLine;
  readonly #legs: Legs;
  readonly #recording: CallRecording;
  readonly #watches: Watches;
  readonly #announcer: QueueAnnouncer;
  readonly #voice: CallVoice;
  #contact: GatewayContact;
  #talkBridge: string | undefined;
  #timer: Timer | undefined;
  #settling: Promise<void> | undefined;
  #again = false;
  #over = false;

  /** @param answering - resolves when the caller is answered; undefined while nobody answers */
  constructor(contact: GatewayContact, answering: Promise<void> | undefined, around: CallSurroundings) {
    this.#contact = contact;
    this.#around = around;
    this.#customer = new CustomerLine(contact.externalId, answering, around);
    this.#legs = new Legs(around, this);
    this.#recording = new CallRecording(around.client, around.names);
    this.#watches = new Watches(around.client, around.names, contact.contact);
    this.#announcer = around.announcer(contact.contact);
    this.#voice = new CallVoice(around);
  }

  get contact(): GatewayContact {
    return this.#contact;
  }

  /** Something has happened to the contact. */
  changed(contact: GatewayContact): void {
    // An agent has given the caller to another script.
    if (contact.script !== this.#contact.script) this.#voice.forgetScript();
    this.#contact = contact;
    this.settle();
  }

  /** What exists is known anew, after an outage. */
  found({ talkBridge, legs, ...customer }: Found): void {
    this.#customer.found(customer);
    // It was picked up while nobody listened to Asterisk.
    if (customer.caller && this.#contact.state === 'connected' && this.#contact.callback)
      this.#report(this.#around.host.calledBack(this.#contact.contact, true));
    this.#talkBridge = talkBridge;
    this.#legs.found(legs);
    this.#recording.forget();
    this.#watches.forget();
    this.#voice.forget();
    this.settle();
  }

  /** The caller has pressed a key. */
  key(key: string): void {
    this.#voice.key(key);
    if (this.#contact.queue !== undefined) this.#report(this.#around.host.keyPressed(this.#contact.contact, key));
  }

  /** What was said to the caller has been said. */
  said(playback: string): void {
    const said = this.#voice.said(playback, this.#customer.channel);
    this.#report(
      said.catch((thrown: unknown) => {
        this.settleIn(RETRY_MS);
        throw thrown;
      }),
    );
  }

  /** Whether the customer leaves a message, whose end says more than that of the call. */
  get isRecordingMessage(): boolean {
    return this.#voice.isRecording;
  }

  /** The message of the customer is recorded, so many seconds of it. */
  async recorded(seconds: number): Promise<void> {
    await this.#voice.recorded(this.#contact, seconds);
  }

  /** A telephone was picked up that the gateway has called. */
  pickedUp(channel: string): void {
    if (this.#customer.isCalledBy(channel)) {
      this.#customer.pickedUp();
      this.#report(this.#around.host.calledBack(this.#contact.contact, true));
    } else if (channel === this.#customer.channel) {
      // Found on the line already.
      return;
    } else if (!this.#legs.pickedUp(channel)) {
      // It was picked up in the moment in which it was given up.
      this.#report(inTime(this.#around.client.hangUp(channel)));
    }
    this.settle();
  }

  /**
   * A telephone that the gateway has called forwards the call to another channel.
   *
   * @returns the variables by which that one is known after a restart; undefined when nobody waits for it any more
   */
  forwarded(from: string, to: string): Readonly<Record<string, string>> | undefined {
    if (!this.#customer.isCalledBy(from)) return this.#legs.forwarded(from, to);
    this.#customer.forwardedTo(to);
    return { [LEG_VARIABLES.name]: from };
  }

  /** Somebody else has taken the caller out of the application: what becomes of the channel is not ours any more. */
  takenOut(): void {
    this.#customer.takenOut();
  }

  /** A telephone is gone that the gateway has called. */
  gone(channel: string, cause: number): void {
    if (this.#customer.isCalledBy(channel)) {
      this.#notCalledBack();
    } else if (channel === this.#customer.channel) {
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

  /** Whether nothing is recorded that is not to be, after everything was tried that can be now. */
  async isQuiet(): Promise<boolean> {
    this.settle();
    await this.#settling;
    return this.#recording.isQuiet(wishOf(this.#contact), this.#contact);
  }

  close(): void {
    this.#over = true;
    this.#announcer.stop();
    this.#voice.stopLeading();
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
    await this.#recording.quieten(wish, this.#contact);
    await this.#legs.settle(wish);
    if (wish.caller === 'script') {
      await this.#lead();
      return;
    }
    this.#voice.stopLeading();
    if (wish.caller === 'message') {
      await this.#takeMessage();
      return;
    }
    if (wish.caller === 'information') {
      await this.#tellWhoCalled();
      return;
    }
    if (wish.caller === 'gone') {
      await this.#end();
      return;
    }
    if (wish.caller === 'away') {
      await this.#customer.putDown();
      return;
    }
    const talking = wish.caller === 'music' ? [] : this.#in('talk', wish);
    await this.#holdOthers(wish);
    if (talking.length > 0 && this.#customer.channel === undefined) await this.#callBack();
    if (talking.length > 0) await this.#talk(wish, talking);
    if (wish.caller !== 'talk' || talking.length === 0) await this.#wait();
    await this.#watches.settle(wish, this.#legs.up, this.#contact.agent);
  }

  /** The legs that are to be heard by all, or that are to wait. */
  #in(room: 'talk' | 'hold', { legs }: Wish): readonly Leg[] {
    return this.#legs.up.filter(({ party }) => legs.some((wish) => wish.room === room && sameParty(wish.party, party)));
  }

  /** The others of a conference hear the music of the queue while somebody is consulted. */
  async #holdOthers(wish: Wish): Promise<void> {
    const { queue } = this.#contact;
    if (queue === undefined) return;
    for (const leg of this.#in('hold', wish)) {
      if (!leg.talking) continue;
      await inTime(this.#around.music.join(queue, leg.channel).then(() => undefined));
      leg.talking = false;
    }
  }

  async #lead(): Promise<void> {
    await this.#customer.answer();
    if (this.#voice.leads || this.#contact.state !== 'self-service') return;
    const caller = this.#customer.channel;
    if (caller === undefined) return;
    await this.#customer.leaveBridge();
    this.#voice.lead(this.#contact, caller);
  }

  async #tellWhoCalled(): Promise<void> {
    const caller = this.#customer.channel;
    if (this.#voice.tellsWhoCalled || caller === undefined) return;
    await this.#customer.leaveBridge();
    await this.#voice.tellWhoCalled(this.#contact, caller);
  }

  async #takeMessage(): Promise<void> {
    await this.#customer.answer();
    const caller = this.#customer.channel;
    if (this.#voice.takesMessage || caller === undefined) return;
    await this.#customer.leaveBridge();
    await this.#voice.takeMessage(this.#contact, caller);
  }

  async #talk(wish: Wish, legs: readonly Leg[]): Promise<void> {
    const { client, names } = this.#around;
    const bridge = names.talkBridge(this.#contact.contact);
    const joining = legs.filter(({ talking }) => !talking);
    const channels = joining.map(({ channel }) => channel);
    // Who is called back may pick up while the agent is joining, and joins after that.
    const caller = wish.caller === 'talk' ? this.#customer.outside(bridge) : undefined;
    if (caller !== undefined) {
      await this.#customer.answer();
      channels.push(caller);
    }
    if (channels.length > 0) {
      await client.bridge(bridge, 'mixing');
      this.#talkBridge = bridge;
      await inTime(client.join(bridge, channels));
      for (const leg of joining) leg.talking = true;
      if (caller !== undefined) this.#customer.joined(bridge, caller);
    }
    await this.#recording.settle(bridge, wish);
  }

  async #wait(): Promise<void> {
    const { queue } = this.#contact;
    if (queue === undefined) return;
    await this.#customer.hearMusic(queue, (channel) => {
      if (this.#contact.state === 'waiting') this.#announcer.start(channel);
    });
  }

  async #callBack(): Promise<void> {
    const { contact } = this.#contact;
    const notCalled = await this.#customer.callBack(this.#contact);
    if (!notCalled) return;
    this.#around.host.log.error('A customer cannot be called back', undefined, { contact, ...notCalled });
    this.#notCalledBack();
  }

  /** Who is called back was not reached. Nobody is called again before the contact centre knows it. */
  #notCalledBack(): void {
    const known = this.#around.host.calledBack(this.#contact.contact, false);
    this.#report(this.#customer.notReached(known).finally(() => this.settle()));
  }

  async #end(): Promise<void> {
    const { client } = this.#around;
    await this.#watches.close();
    await this.#customer.hangUp();
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
