import type { GatewayContact } from '../../gateway.js';
import type { CallSurroundings } from '../call-surroundings.js';
import type { DropMessage } from './drop-message.js';
import type { VoiceDialog } from './voice-dialog.js';
import type { VoiceMessage } from './voice-message.js';

/**
 * What a call says by itself while nobody of the company talks: the script that leads the caller, the greeting before a message,
 * and who it was that called. Each begins once.
 */
export class CallVoice {
  readonly #around: Pick<CallSurroundings, 'lead' | 'message' | 'dropMessage'>;
  #dialog: VoiceDialog | undefined;
  #message: VoiceMessage | undefined;
  #dropMessage: DropMessage | undefined;

  constructor(around: Pick<CallSurroundings, 'lead' | 'message' | 'dropMessage'>) {
    this.#around = around;
  }

  get leads(): boolean {
    return this.#dialog !== undefined;
  }

  get takesMessage(): boolean {
    return this.#message !== undefined;
  }

  get tellsWhoCalled(): boolean {
    return this.#dropMessage !== undefined;
  }

  /** Whether the customer leaves a message, whose end says more than that of the call. */
  get isRecording(): boolean {
    return this.#message?.isRecording ?? false;
  }

  lead(contact: GatewayContact, caller: string): void {
    this.#dialog = this.#around.lead(contact, caller);
  }

  async takeMessage(contact: GatewayContact, caller: string): Promise<void> {
    const message = this.#around.message(contact);
    this.#message = message;
    await this.#unlessItFails(message, message.take(caller));
  }

  async tellWhoCalled(contact: GatewayContact, caller: string): Promise<void> {
    this.#dropMessage = this.#around.dropMessage(contact);
    await this.#dropMessage.play(caller);
  }

  /** The caller has pressed a key. */
  key(key: string): void {
    this.#dialog?.key(key);
  }

  /** What was said to the caller has been said. */
  async said(playback: string, caller: string | undefined): Promise<void> {
    this.#dialog?.finished(playback);
    await this.#dropMessage?.said(playback);
    const message = this.#message;
    if (message && caller !== undefined) await this.#unlessItFails(message, message.greeted(playback, caller));
  }

  /** The message of the customer is recorded, so many seconds of it. */
  async recorded(contact: GatewayContact, seconds: number): Promise<void> {
    if (contact.messageFor === undefined) return;
    // Of one that was begun before an outage it is told only how it ends.
    this.#message ??= this.#around.message(contact);
    await this.#message.ended(seconds);
  }

  /** The script does not lead any more. */
  stopLeading(): void {
    this.#dialog?.close();
  }

  /** Another script may lead. */
  forgetScript(): void {
    this.#dialog?.close();
    this.#dialog = undefined;
  }

  /** Whether something was said is not known any more: it is said again where it stands. */
  forget(): void {
    this.forgetScript();
    this.#message = undefined;
    this.#dropMessage = undefined;
  }

  /** A message that cannot be taken now is begun anew when it is tried again. */
  async #unlessItFails(message: VoiceMessage, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (thrown) {
      if (this.#message === message) this.#message = undefined;
      throw thrown;
    }
  }
}
