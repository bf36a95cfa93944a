import type { Go, Info, Question, Retry, Script, Voice } from './script.js';

/** How the telephone asks or tells something, defaults filled in. */
export interface VoiceSettings {
  /** How long it waits for a key, in milliseconds. */
  readonly timeoutMs: number;
  /** How often it asks in all. */
  readonly tries: number;
  /** Whether keys are taken while it still speaks. */
  readonly bargeIn: boolean;
  readonly length: Voice['length'];
  /** The key that finishes an answer of several. */
  readonly finish: string;
}

const DEFAULTS = { timeoutMs: 6_000, tries: 3, bargeIn: true, finish: '#' };

/** The settings of a step: its own, else those of the script, else the defaults. */
export function voiceSettings({ voice: general }: Script, voice: Voice | undefined): VoiceSettings {
  return {
    timeoutMs: voice?.timeoutMs ?? general?.timeoutMs ?? DEFAULTS.timeoutMs,
    tries: voice?.tries ?? general?.tries ?? DEFAULTS.tries,
    bargeIn: voice?.bargeIn ?? general?.bargeIn ?? DEFAULTS.bargeIn,
    length: voice?.length,
    finish: voice?.finish ?? general?.finish ?? DEFAULTS.finish,
  };
}

/** What a question says about one case: in its own `voice`, else in that of the script. */
export function retryOf({ voice: general }: Script, { voice }: Question | Info, on: Retry['on']): Retry | undefined {
  const find = (from: Voice | undefined) => from?.retries.find((retry) => retry.on === on);
  return find(voice) ?? find(general);
}

/** Where a `voice` leads when the tries are used up. */
export function exhaustedGos(voice: Voice | undefined): readonly Go[] {
  return voice?.retries.flatMap(({ on, gos }) => (on === 'exhausted' ? gos : [])) ?? [];
}
