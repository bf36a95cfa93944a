import { newId, type Timer } from '@caruso/core';
import { ContactCentreErrors } from '../../errors.js';
import type { GatewayContact, GatewayHost } from '../gateway.js';
import { type AriClient, cameTooLate } from './ari/ari-client.js';
import { isFailure, unanswered } from './hangup-cause.js';
import type { Names } from './names.js';
import type { QueueMusic } from './queue-music.js';
import type { VoiceDialog } from './voice/voice-dialog.js';
import { type Wish, type WishedPhone, wishOf } from './wish.js';

/** What a call needs of its gateway. */
export interface CallSurroundings {
  readonly client: AriClient;
  readonly host: GatewayHost;
  readonly names: Names;
  readonly music: QueueMusic;
  /** What Asterisk dials to reach an agent; undefined when the agent has no telephone. */
  endpointOf(agent: string): string | undefined;
  /** Begins to lead a caller by the script that answers the number called, or goes on with it. */
  lead(contact: GatewayContact): VoiceDialog;
  /** Whether requests make sense; when they do again, {@link Call.found} is called. */
  isConnected(): boolean;
}

/** An agent's telephone in a call. */
export interface Leg {
  readonly channel: string;
  readonly agent: string;
  /** The offer it was called for; none when it was called again for a talk. */
  readonly reservation: string | undefined;
  /** Whether it was picked up. */
  up: boolean;
}

/** What exists of a call in Asterisk. */
export interface Found {
  readonly answered: boolean;
  /** The bridge the caller is in. */
  readonly bridge: string | undefined;
  /** The bridge that was made for the talk. */
  readonly talkBridge: string | undefined;
  readonly legs: readonly Leg[];
  /** The legs that are in the bridge of the talk. */
  readonly talking: ReadonlySet<string>;
}

/** The variables of a leg's channel that say whose it is. */
export const AGENT_VARIABLE = 'CARUSO_AGENT';
export const RESERVATION_VARIABLE = 'CARUSO_RESERVATION';

const RETRY_MS = 1_000;
/** A telephone that should be in a talk and was not picked up is called again after this time. */
const CALL_AGAIN_MS = 2_000;
/** An offer ends before; this stops the ringing when the server is gone. */
const LONGEST_RINGING_S = 120;

/**
 * One contact on the telephone. It makes what exists in Asterisk agree with what the contact wants, whenever one of them
 * changes; so it does not matter in which order things become known, or whether they happened during an outage.
 */
export class Call {
  readonly caller: string;
  readonly #around: CallSurroundings;
  #contact: GatewayContact;
  #answering: Promise<void> | undefined;
  #bridge: string | undefined;
  #talkBridge: string | undefined;
  #talking = new Set<string>();
  #legs = new Map<string, Leg>();
  /** Offers whose telephone could not be reached. */
  readonly #refused = new Set<string>();
  #timer: Timer | undefined;
  #noRingingBefore = 0;
  #dialog: VoiceDialog | undefined;
  #settling: Promise<void> | undefined;
  #again = false;
  #over = false;

  /** @param answering - resolves when the caller is answered; undefined while nobody answers */
  constructor(contact: GatewayContact, answering: Promise<void> | undefined, around: CallSurroundings) {
    this.caller = contact.externalId;
    this.#contact = contact;
    this.#answering = answering;
    this.#around = around;
  }

  get contact(): GatewayContact {
    return this.#contact;
  }

  /** Something has happened to the contact. */
  changed(contact: GatewayContact): void {
    this.#contact = contact;
    this.settle();
  }

  /** What exists is known anew, after an outage. */
  found({ answered, bridge, talkBridge, legs, talking }: Found): void {
    this.#answering = answered ? Promise.resolve() : undefined;
    this.#bridge = bridge;
    this.#talkBridge = talkBridge;
    this.#legs = new Map(legs.map((leg) => [leg.channel, leg]));
    this.#talking = new Set(talking);
    // Whether it has spoken is not known any more: it says again where it stands.
    this.#dialog?.close();
    this.#dialog = undefined;
    for (const leg of legs) if (leg.up) this.#pickedUp(leg);
    this.settle();
  }

  /** The caller has pressed a key. */
  key(key: string): void {
    this.#dialog?.key(key);
  }

  /** What was said to the caller has been said. */
  said(playback: string): void {
    this.#dialog?.finished(playback);
  }

  /** An agent's telephone was picked up. */
  legUp(channel: string): void {
    const leg = this.#legs.get(channel);
    if (!leg) {
      // It was picked up in the moment in which it was given up.
      this.#inBackground(this.#drop(channel));
      return;
    }
    leg.up = true;
    this.#pickedUp(leg);
    this.settle();
  }

  /** An agent's telephone is not in the call any more. */
  legGone(channel: string, cause: number): void {
    const leg = this.#legs.get(channel);
    if (!leg) return;
    this.#legs.delete(channel);
    this.#talking.delete(channel);
    if (!leg.up) this.#notReached(leg, cause);
    else if (isFailure(cause)) this.#lost(leg, cause);
    else if (this.#talksTo(leg.agent)) this.#inBackground(this.#around.host.hangUp(leg.agent, this.#contact.contact));
    this.settle();
  }

  close(): void {
    this.#over = true;
    this.#dialog?.close();
    this.#timer?.cancel();
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
        this.#settleIn(RETRY_MS);
      }
    } finally {
      this.#settling = undefined;
    }
  }

  async #step(wish: Wish): Promise<void> {
    for (const leg of [...this.#legs.values()]) if (!belongs(leg, wish)) await this.#drop(leg.channel);
    if (wish.caller === 'script') {
      await this.#lead();
      return;
    }
    this.#dialog?.close();
    if (wish.caller === 'gone') {
      await this.#end();
      return;
    }
    for (const phone of wish.phones) await this.#call(phone);
    const up = [...this.#legs.values()].filter((leg) => leg.up);
    if (wish.caller === 'talk' && up.length > 0) await this.#talk(up);
    else await this.#wait();
  }

  async #lead(): Promise<void> {
    await this.#answer();
    if (this.#dialog || this.#contact.state !== 'self-service') return;
    this.#dialog = this.#around.lead(this.#contact);
  }

  async #call({ agent, reservation }: WishedPhone): Promise<void> {
    if ([...this.#legs.values()].some((leg) => leg.agent === agent)) return;
    if (reservation !== undefined && this.#refused.has(reservation)) return;
    if (this.#around.host.clock.now() < this.#noRingingBefore) return;
    await this.#ring(agent, reservation);
  }

  async #ring(agent: string, reservation: string | undefined): Promise<void> {
    const { client, names, endpointOf } = this.#around;
    const { contact, from } = this.#contact;
    const leg: Leg = { channel: names.leg(contact, newId()), agent, reservation, up: false };
    const endpoint = endpointOf(agent);
    if (endpoint === undefined) {
      this.#unreachable(leg, 'the agent has no telephone');
      return;
    }
    this.#legs.set(leg.channel, leg);
    try {
      await client.originate({
        channel: leg.channel,
        endpoint,
        callerId: from,
        timeout: LONGEST_RINGING_S,
        originator: this.caller,
        variables: { [AGENT_VARIABLE]: agent, [RESERVATION_VARIABLE]: reservation ?? '' },
      });
    } catch (thrown) {
      this.#legs.delete(leg.channel);
      if (!ContactCentreErrors.AriRequestFailed.is(thrown)) throw thrown;
      this.#unreachable(leg, `${endpoint}: ${thrown.data.answer}`);
    }
  }

  async #talk(legs: readonly Leg[]): Promise<void> {
    const { client, names } = this.#around;
    await this.#answer();
    const bridge = names.talkBridge(this.#contact.contact);
    const joining = legs.map(({ channel }) => channel).filter((channel) => !this.#talking.has(channel));
    if (this.#bridge !== bridge) joining.push(this.caller);
    if (joining.length === 0) return;
    await client.bridge(bridge, 'mixing');
    this.#talkBridge = bridge;
    await inTime(client.join(bridge, joining));
    this.#bridge = bridge;
    for (const { channel } of legs) this.#talking.add(channel);
  }

  async #wait(): Promise<void> {
    const { queue } = this.#contact;
    if (queue === undefined) return;
    if (!this.#answering) return;
    await this.#answering;
    if (this.#bridge === this.#around.names.queueBridge(queue)) return;
    await inTime(
      this.#around.music.join(queue, this.caller).then((bridge) => {
        this.#bridge = bridge;
      }),
    );
  }

  async #answer(): Promise<void> {
    this.#answering ??= inTime(this.#around.client.answer(this.caller));
    await this.#answering;
  }

  async #end(): Promise<void> {
    const { client } = this.#around;
    await inTime(client.hangUp(this.caller));
    if (this.#talkBridge !== undefined) await inTime(client.destroyBridge(this.#talkBridge));
    this.close();
  }

  async #drop(channel: string): Promise<void> {
    this.#legs.delete(channel);
    this.#talking.delete(channel);
    await inTime(this.#around.client.hangUp(channel));
  }

  /** Whoever picks up the telephone has accepted the offer. */
  #pickedUp({ agent, reservation }: Leg): void {
    if (reservation === undefined || !this.#isOffered(reservation)) return;
    this.#inBackground(this.#around.host.accept(agent, reservation));
  }

  #notReached(leg: Leg, cause: number): void {
    this.#unreachable(leg, unanswered(cause));
  }

  #unreachable({ agent, reservation }: Leg, cause: string): void {
    const { host } = this.#around;
    if (reservation !== undefined && this.#isOffered(reservation)) {
      this.#refused.add(reservation);
      this.#inBackground(host.reject(agent, reservation, cause));
    } else if (this.#talksTo(agent)) {
      host.log.warn('The telephone of an agent does not come into the talk; it is called again', { agent, cause });
      this.#callAgain();
    }
  }

  /** A telephone that has failed is not the agent who hangs up: the customer hears music, and it is called again. */
  #lost({ agent }: Leg, cause: number): void {
    if (!this.#talksTo(agent)) return;
    this.#around.host.log.warn('The telephone of an agent was lost in a talk; it is called again', { agent, cause });
    this.#callAgain();
  }

  #callAgain(): void {
    this.#noRingingBefore = this.#around.host.clock.now() + CALL_AGAIN_MS;
    this.#settleIn(CALL_AGAIN_MS);
  }

  #settleIn(ms: number): void {
    const { clock } = this.#around.host;
    this.#timer?.cancel();
    this.#timer = clock.at(clock.now() + ms, () => this.settle());
  }

  #isOffered(reservation: string): boolean {
    return this.#contact.offers.some((offer) => offer.reservation === reservation);
  }

  #talksTo(agent: string): boolean {
    return this.#contact.state === 'connected' && this.#contact.agent === agent;
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((thrown: unknown) =>
      this.#around.host.log.info('A telephone was too late', {
        contact: this.#contact.contact,
        reason: String(thrown),
      }),
    );
  }
}

function belongs(leg: Leg, { phones }: Wish): boolean {
  return phones.some(({ agent, reservation }) => {
    return leg.agent === agent && (reservation === undefined || reservation === leg.reservation);
  });
}

/** What is gone already need not be changed: the event that says so is on its way. */
async function inTime(request: Promise<void>): Promise<void> {
  try {
    await request;
  } catch (thrown) {
    if (!cameTooLate(thrown)) throw thrown;
  }
}
