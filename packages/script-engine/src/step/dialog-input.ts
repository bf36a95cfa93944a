import type { CountryCode } from 'libphonenumber-js';
import type { Channel } from '../contract.js';
import type { Failure } from '../machine/dialog-context.js';
import type { DialogLink, Fact } from './journal-entry.js';
import type { Effect } from './pending-effect.js';

/** What can be done with a dialog: by a user, or by whoever carries out its service calls. */
export type DialogInput =
  | (Omit<Extract<Fact, { event: 'start' }>, 'event'> & {
      readonly type: 'start';
      readonly channel: Channel;
      readonly language: string;
    })
  | { readonly type: 'answer'; readonly step: string; readonly value: unknown }
  | { readonly type: 'next'; readonly step: string }
  | { readonly type: 'back'; readonly step: string }
  /** Goes back to a step of the trail, to take what followed again as far as it holds. */
  | { readonly type: 'correct'; readonly step: string; readonly entry: number }
  /** On the telephone nobody answered in time, or with keys that mean nothing. */
  | { readonly type: 'silence' | 'mismatch'; readonly step: string }
  | { readonly type: 'branch'; readonly step: string; readonly branch: string }
  | {
      readonly type: 'channel';
      readonly channel: Channel;
      readonly language: string;
      readonly owner?: string;
      /** The hash of the link by which it moves. */
      readonly link?: string;
    }
  | { readonly type: 'link'; readonly link: DialogLink }
  | { readonly type: 'cancel' }
  | { readonly type: 'begin'; readonly effect: Effect }
  | { readonly type: 'done'; readonly effect: Effect; readonly result: unknown }
  | { readonly type: 'failed'; readonly effect: Effect; readonly failure: Failure };

/** What a user does at a step. */
export type UserInput = Extract<DialogInput, { step: string }>;

/** What a step depends on besides script, state and input. */
export interface StepEnvironment {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  readonly who: string;
  /** Where telephone numbers without a country code belong. */
  readonly country?: CountryCode | undefined;
}
