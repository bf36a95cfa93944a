import type { Screen } from '@caruso/script-engine/contract';

/** Something to be spoken without a pause. */
export interface Prompt {
  readonly text: string;
  /** What kind of value it is. */
  readonly say?: string;
}

/** Keys a caller may press: until `max` are pressed, or `finish`; one of `single` pressed first is enough. */
export interface ExpectedKeys {
  readonly kind: 'keys';
  readonly single: readonly string[];
  readonly max: number;
  readonly finish: string | undefined;
}

/** What the telephone is to do at a step of a dialog. */
export interface Turn {
  readonly language: string;
  readonly prompts: readonly Prompt[];
  readonly expect:
    | ExpectedKeys
    | { readonly kind: 'next' }
    | { readonly kind: 'end'; readonly handover: string | undefined };
  /** Whether keys are taken while it still speaks. */
  readonly bargeIn: boolean;
  /** How long it waits for each key when it has spoken, in milliseconds. */
  readonly timeoutMs: number;
}

/** What the keys of a caller mean. */
export type KeyedInput =
  | { readonly type: 'answer'; readonly value: unknown }
  | { readonly type: 'branch'; readonly branch: string }
  | { readonly type: 'back' | 'next' | 'silence' | 'mismatch' };

/** Speaks a text into a WAV file of 8000 Hz, 16 bit, mono. */
export type Speak = (request: Prompt & { readonly language: string; readonly file: string }) => Promise<void>;

/** How callers are led by dialog scripts; {@link VoiceOptions.voiceTurn} and `readKeys` are those of `@caruso/script-engine`. */
export interface VoiceOptions {
  readonly voiceTurn: (screen: Screen) => Turn;
  readonly readKeys: (screen: Screen, keys: string) => KeyedInput;
  /** Where spoken prompts are kept; Asterisk reads them there. */
  readonly speechFolder: string;
  /** Makes speech; espeak-ng and sox if left out. */
  readonly speak?: Speak;
  /** Sounds of Asterisk by wording, such as `custom/welcome`, for what a human has spoken. */
  readonly sounds?: Readonly<Record<string, string>>;
}
