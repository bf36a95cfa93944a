import { newId, type Stub, type Timer } from '@caruso/core';
import type { Dialogs, Screen } from '@caruso/script-engine/contract';
import { ContactCentreErrors } from '../../../errors.js';
import { present } from '../../../present.js';
import type { GatewayContact, GatewayHost } from '../../gateway.js';
import type { LedByScript } from '../../led-by-script.js';
import type { AriClient } from '../ari/ari-client.js';
import type { Names } from '../names.js';
import { isComplete } from './pressed-keys.js';
import type { PromptSounds } from './prompt-sounds.js';
import type { ExpectedKeys, KeyedInput, Turn, VoiceOptions } from './voice-options.js';

/** What a dialog on the telephone needs. */
export interface VoiceSurroundings {
  readonly client: AriClient;
  readonly host: GatewayHost;
  readonly names: Names;
  readonly voice: (Pick<VoiceOptions, 'voiceTurn' | 'readKeys'> & { readonly sounds: PromptSounds }) | undefined;
}

/** A dialog with a caller: it speaks, takes keys, and ends the call or hands it to a queue. */
export class VoiceDialog {
  readonly #contact: GatewayContact;
  readonly #caller: string;
  readonly #led: LedByScript;
  readonly #around: VoiceSurroundings;
  #playback: string | undefined;
  #played: (() => void) | undefined;
  #pressed: ((key: string) => void) | undefined;
  #answered: ((keys: string) => void) | undefined;
  #timer: Timer | undefined;
  #over = false;

  /** @param caller - the channel by which the customer is on the line, which is another one after a call-back */
  constructor(contact: GatewayContact, caller: string, around: VoiceSurroundings) {
    this.#contact = contact;
    this.#caller = caller;
    this.#around = around;
    this.#led = ledBy(contact, around.host);
  }

  /** Leads the caller to the end of the script; one that has begun goes on where it stands. */
  async lead(): Promise<void> {
    try {
      let screen = await this.#open();
      for (;;) {
        const turn = this.#voice.voiceTurn(screen);
        const { expect } = turn;
        const keys = expect.kind === 'keys' ? await this.#ask(turn, expect) : await this.#say(turn);
        if (this.#over) return;
        if (expect.kind === 'end') {
          await this.#end(expect.handover);
          return;
        }
        const input = keys === undefined ? { type: 'next' as const } : this.#voice.readKeys(screen, keys);
        screen = await this.#enter(screen, input);
      }
    } catch (thrown) {
      if (!this.#over) await this.#fail(thrown);
    }
  }

  /** The caller has pressed a key. */
  key(key: string): void {
    this.#pressed?.(key);
  }

  /** A playback is over. */
  finished(playback: string): void {
    if (playback === this.#playback) this.#played?.();
  }

  close(): void {
    this.#over = true;
    this.#timer?.cancel();
    this.#hush();
    this.#answered?.('');
  }

  get #voice() {
    const { voice } = this.#around;
    if (voice) return voice;
    throw this.#cannot('the gateway has no option `voice`; give it voiceTurn and readKeys of @caruso/script-engine');
  }

  get #dialogs(): Stub<typeof Dialogs> {
    const { dialogs } = this.#around.host;
    if (dialogs) return dialogs;
    throw this.#cannot('the assembly has no dialogs; add scriptEngine()');
  }

  get #who(): string {
    return this.#contact.contact;
  }

  async #open(): Promise<Screen> {
    const dialogs = this.#dialogs;
    const { contact, from, to, customer, dialog } = this.#contact;
    if (dialog !== undefined) return dialogs.show({ dialog });
    const scripts = await dialogs.scripts({ channel: 'ivr' });
    const known: Readonly<Record<string, string | undefined>> = { contact, from, to, customer };
    const inputs = scripts.find(({ id }) => id === this.#led.script)?.inputs ?? [];
    const input = Object.fromEntries(inputs.flatMap(({ name }) => (known[name] ? [[name, known[name]]] : [])));
    const screen = await dialogs.begin({
      script: this.#led.script,
      channel: 'ivr',
      owner: this.#who,
      contact,
      input,
      ...(customer === undefined ? {} : { customer }),
    });
    await this.#around.host.annotate(contact, screen.dialog);
    return screen;
  }

  #enter({ dialog, step }: Screen, input: KeyedInput): Promise<Screen> {
    const dialogs = this.#dialogs;
    const at = { dialog, step, who: this.#who };
    switch (input.type) {
      case 'answer':
        return dialogs.answer({ ...at, value: input.value });
      case 'branch':
        return dialogs.branch({ ...at, branch: input.branch });
      default:
        return dialogs[input.type](at);
    }
  }

  /** Speaks, and resolves when it has spoken, is told to stop, or the dialog is over. */
  async #say({ prompts, language }: Turn): Promise<undefined> {
    const { client, names } = this.#around;
    const { sounds } = this.#voice;
    const media = await Promise.all(prompts.map((prompt) => sounds.mediaOf(prompt, language)));
    if (media.length === 0 || this.#over) return;
    const playback = names.playback(this.#contact.contact, newId());
    const played = new Promise<void>((resolve) => {
      this.#played = resolve;
    });
    this.#playback = playback;
    await client.play(this.#caller, playback, media);
    await played;
    this.#playback = undefined;
  }

  /** Speaks and takes keys, until they are an answer or none comes in time. */
  async #ask(turn: Turn, expected: ExpectedKeys): Promise<string> {
    const answer = new Promise<string>((resolve) => {
      this.#answered = resolve;
    });
    let keys = '';
    let speaking = true;
    const wait = () => {
      const { clock } = this.#around.host;
      this.#timer?.cancel();
      this.#timer = clock.at(clock.now() + turn.timeoutMs, () => this.#answered?.(keys));
    };
    this.#pressed = (key) => {
      if (speaking && !turn.bargeIn) return;
      this.#hush();
      keys += key;
      if (isComplete(keys, expected)) this.#answered?.(keys);
      else wait();
    };
    try {
      await this.#say(turn);
      speaking = false;
      if (keys === '' && !this.#over) wait();
      return await answer;
    } finally {
      this.#timer?.cancel();
      this.#pressed = undefined;
      this.#answered = undefined;
    }
  }

  /** Stops speaking. */
  #hush(): void {
    if (this.#playback === undefined) return;
    // It may have ended by itself, with the call for example.
    this.#around.client.stopPlayback(this.#playback).catch(() => undefined);
    this.#played?.();
  }

  async #end(queue: string | undefined): Promise<void> {
    const { host } = this.#around;
    if (queue === undefined) await host.leave(this.#contact.contact, 'customer');
    else await host.handOver(this.#contact.contact, queue);
  }

  #cannot(missing: string) {
    return new ContactCentreErrors.NoVoice({ script: this.#led.script, missing });
  }

  /** Who cannot be led any more is not left alone with silence. */
  async #fail(thrown: unknown): Promise<void> {
    const { host } = this.#around;
    const { contact } = this.#contact;
    const { script, fallback } = this.#led;
    host.log.error('A script cannot go on with a caller', thrown, { script, contact, fallback });
    if (fallback === undefined) await host.leave(contact, 'gateway');
    else await host.handOver(contact, fallback);
  }
}

/**
 * The script to which an agent gave the caller, who is back in the queue when it cannot go on; else the one that answers the number.
 * The number may lead elsewhere since the caller has called it: a dialog that has begun goes on.
 */
function ledBy({ script, queue, to }: GatewayContact, host: GatewayHost): LedByScript {
  if (script !== undefined) return { script, ...present({ fallback: queue }) };
  const answering = host.answers(to);
  if (answering && 'script' in answering) return answering;
  return { script: to, ...present({ fallback: answering?.queue }) };
}
