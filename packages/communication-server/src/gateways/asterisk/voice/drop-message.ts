import { newId } from '@caruso/core';
import type { GatewayContact, GatewayHost } from '../../gateway.js';
import { type AriClient, cameTooLate } from '../ari/ari-client.js';
import { inTime } from '../ari/in-time.js';
import type { Names } from '../names.js';
import type { PromptSounds } from './prompt-sounds.js';

/** What the message needs. */
export interface DropMessageSurroundings {
  readonly client: AriClient;
  readonly host: GatewayHost;
  readonly names: Names;
  readonly sounds: PromptSounds | undefined;
}

/** Tells somebody whom a campaign has called, and for whom no agent is there, who it was; then the call ends. */
export class DropMessage {
  readonly #contact: GatewayContact;
  readonly #around: DropMessageSurroundings;
  #playback: string | undefined;

  constructor(contact: GatewayContact, around: DropMessageSurroundings) {
    this.#contact = contact;
    this.#around = around;
  }

  /** A call whose message cannot be spoken ends without it. */
  async play(caller: string): Promise<void> {
    const { client, host, names, sounds } = this.#around;
    const { contact, dropMessage } = this.#contact;
    try {
      if (!sounds || !dropMessage) throw new Error('the gateway has no option `voice`');
      const media = await sounds.mediaOf({ text: dropMessage.text }, dropMessage.language);
      this.#playback = names.playback(contact, newId());
      await client.play(caller, this.#playback, [media]);
    } catch (thrown) {
      if (!cameTooLate(thrown))
        host.log.error('Somebody who was called could not be told who it was', thrown, { contact });
      await this.#end();
    }
  }

  /** A playback is over. */
  async said(playback: string): Promise<void> {
    if (playback === this.#playback) await this.#end();
  }

  #end(): Promise<void> {
    return inTime(this.#around.host.leave(this.#contact.contact, 'gateway'));
  }
}
