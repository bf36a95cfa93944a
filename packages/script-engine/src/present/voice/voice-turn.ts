import type { Screen } from '../../contract.js';
import { usualLength } from '../../model/keyed-types.js';
import { isMenu, keyTable } from './key-table.js';
import { type VoicePrompt, voicePrompts, waitsForKeys } from './voice-prompts.js';

/** What a telephone is to do at a screen. Plain data: speech and tones are the gateway's. */
export interface VoiceTurn {
  readonly language: string;
  readonly prompts: readonly VoicePrompt[];
  readonly expect: VoiceExpectation;
  /** Whether keys are taken while it still speaks. */
  readonly bargeIn: boolean;
  /** How long it waits for each key when it has spoken, in milliseconds. */
  readonly timeoutMs: number;
  /**
   * When `silence` or `next` is due, in milliseconds since 1970-01-01T00:00Z, with an estimate of how long it speaks. It is
   * the same after a restart. Who knows better when it has spoken may wait longer.
   */
  readonly deadline: number;
}

/** What is expected of a caller. */
export type VoiceExpectation =
  /** Keys, until `max` are pressed, or `finish`, or none comes in time; one of `single` pressed first is enough. */
  | {
      readonly kind: 'keys';
      readonly single: readonly string[];
      readonly min: number;
      readonly max: number;
      readonly finish: string | undefined;
    }
  /** Nothing: when it has been spoken, the dialog goes on with `next`. */
  | { readonly kind: 'next' }
  /** Nothing more: the call ends, or is handed to a queue. A dialog that is still open can go on elsewhere. */
  | { readonly kind: 'end'; readonly handover: string | undefined };

/** What a telephone is to do at a screen of the channel `ivr`. */
export function voiceTurn(screen: Screen): VoiceTurn {
  const { language, voice } = screen;
  return {
    language,
    prompts: voicePrompts(screen),
    expect: expectation(screen),
    bargeIn: voice?.bargeIn ?? false,
    timeoutMs: voice?.timeoutMs ?? 0,
    deadline: voice?.deadline ?? 0,
  };
}

function expectation(screen: Screen): VoiceExpectation {
  const { state, node, voice, handover } = screen;
  if (state !== 'open' || voice?.exhausted) return { kind: 'end', handover };
  if (!waitsForKeys(screen)) return { kind: 'next' };
  const single = [...keyTable(screen).keys()];
  if (isMenu(screen)) return { kind: 'keys', single, min: 1, max: 1, finish: undefined };
  const type = node.question?.type ?? 'text';
  // Choices of two digits: see `optionKeys`.
  const length = type === 'choice' ? { min: 2, max: 2 } : (voice?.length ?? usualLength(type));
  return { kind: 'keys', single, ...length, finish: voice?.finish };
}

/** Speech has about fourteen characters a second, and a short pause behind each prompt. */
const MS_PER_CHARACTER = 70;
const MS_PER_PAUSE = 300;

/** How long prompts are spoken, about, in milliseconds. */
export function speakingMs(prompts: readonly VoicePrompt[]): number {
  return prompts.reduce((ms, { text }) => ms + text.length * MS_PER_CHARACTER + MS_PER_PAUSE, 0);
}
