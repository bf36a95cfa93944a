import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { newId } from '@caruso/core';
import { ContactCentreErrors } from '../../../errors.js';
import { espeak } from './espeak.js';
import type { Prompt, Speak, VoiceOptions } from './voice-options.js';

/** The sounds of prompts: what a human has spoken, or speech that is made once and kept. */
export class PromptSounds {
  readonly #folder: string;
  readonly #speak: Speak;
  readonly #sounds: Readonly<Record<string, string>>;
  readonly #making = new Map<string, Promise<void>>();

  constructor({ speechFolder, speak = espeak, sounds = {} }: VoiceOptions) {
    this.#folder = resolve(speechFolder);
    this.#speak = speak;
    this.#sounds = sounds;
  }

  /**
   * What Asterisk plays for a prompt.
   *
   * @throws ContactCentreErrors.SpeechFailed
   */
  async mediaOf(prompt: Prompt, language: string): Promise<string> {
    const { text, say = '' } = prompt;
    if (Object.hasOwn(this.#sounds, text)) return `sound:${this.#sounds[text]}`;
    const name = createHash('sha256')
      .update(JSON.stringify([language, say, text]))
      .digest('hex');
    const sound = join(this.#folder, name);
    if (!existsSync(`${sound}.wav`)) {
      const made = this.#making.get(name) ?? this.#make(prompt, language, `${sound}.wav`);
      this.#making.set(name, made);
      await made.finally(() => this.#making.delete(name));
    }
    return `sound:${sound}`;
  }

  /** Whoever finds the file finds all of it. */
  async #make(prompt: Prompt, language: string, file: string): Promise<void> {
    const unfinished = join(this.#folder, `${newId()}.wav`);
    try {
      await mkdir(this.#folder, { recursive: true });
      await this.#speak({ ...prompt, language, file: unfinished });
      await rename(unfinished, file);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new ContactCentreErrors.SpeechFailed({ text: prompt.text, reason }, { cause: thrown });
    }
  }
}
