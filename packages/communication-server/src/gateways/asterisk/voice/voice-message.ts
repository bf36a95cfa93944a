import { newId } from '@caruso/core';
import type { GatewayContact, GatewayHost } from '../../gateway.js';
import { type AriClient, cameTooLate } from '../ari/ari-client.js';
import { inTime } from '../ari/in-time.js';
import type { Names } from '../names.js';
import type { Recordings } from '../recordings.js';

/** What a caller who is to leave a message hears, and how long the message may be. */
export interface VoicemailOptions {
  /** A sound of Asterisk, such as `custom/not-here`; `vm-intro` if left out. */
  readonly greeting?: string;
  /** Seconds; 180 if left out. */
  readonly longest?: number;
}

/** What a message needs. */
export interface MessageSurroundings {
  readonly client: AriClient;
  readonly host: GatewayHost;
  readonly names: Names;
  readonly recordings: Pick<Recordings, 'secondsOf'>;
  readonly voicemail: VoicemailOptions | undefined;
}

const GREETING = 'vm-intro';
const LONGEST_S = 180;
/** So long nobody speaks before the message is taken for finished. */
const SILENCE_S = 6;
/** Shorter ones are no messages: the caller has hung up at the tone. */
const SHORTEST_S = 1;

/** A caller who leaves a message: hears the greeting and the tone, and speaks until he hangs up, presses # or is silent. */
export class VoiceMessage {
  readonly #contact: GatewayContact;
  readonly #around: MessageSurroundings;
  #greeting: string | undefined;
  #recording = false;

  constructor(contact: GatewayContact, around: MessageSurroundings) {
    this.#contact = contact;
    this.#around = around;
  }

  /** Whether the message is told of by the end of its recording, not by the end of the call. */
  get isRecording(): boolean {
    return this.#recording;
  }

  /** Greets, unless it is recorded already, or left: the server may have been restarted meanwhile. */
  async take(caller: string): Promise<void> {
    const { client, names, recordings, voicemail = {} } = this.#around;
    const { contact } = this.#contact;
    if ((await client.recordingState(names.message(contact))) !== undefined) {
      this.#recording = true;
      return;
    }
    const seconds = await recordings.secondsOf(names.message(contact));
    if (seconds >= SHORTEST_S) {
      await this.ended(seconds);
      return;
    }
    this.#greeting = names.playback(contact, newId());
    await inTime(client.play(caller, this.#greeting, [`sound:${voicemail.greeting ?? GREETING}`]));
  }

  /** The greeting is over: the tone, and the message. */
  async greeted(playback: string, caller: string): Promise<void> {
    if (playback !== this.#greeting) return;
    this.#greeting = undefined;
    const { client, names, voicemail = {} } = this.#around;
    this.#recording = true;
    const limits = { longest: voicemail.longest ?? LONGEST_S, silence: SILENCE_S };
    try {
      await client.recordMessage(caller, names.message(this.#contact.contact), limits);
    } catch (thrown) {
      this.#recording = false;
      if (!cameTooLate(thrown)) throw thrown;
      await this.ended(0);
    }
  }

  /**
   * Reports the message, or that there is none.
   *
   * @param seconds - how long it is; 0 when nothing could be recorded
   */
  async ended(seconds: number): Promise<void> {
    const { host, names } = this.#around;
    const { contact } = this.#contact;
    this.#recording = false;
    if (seconds < SHORTEST_S) await host.leave(contact, 'customer');
    else await host.voicemailLeft(contact, names.message(contact), seconds);
  }
}
