import type { Actor } from '@caruso/core';
import type { Channel } from '../contract.js';

/** What is known of a dialog from its start on. */
export interface DialogFacts {
  readonly id: string;
  readonly owner: string;
  readonly contact?: string | undefined;
  readonly customer?: string | undefined;
  /** For whom it was begun, and so for whom its services are called. */
  readonly actor?: Actor | undefined;
}

/** The service step that failed last. */
export interface Failure {
  readonly step: string;
  readonly code: string;
  readonly message: string;
  /** Nobody knows whether it took effect: it was under way when this process ended. */
  readonly uncertain: boolean;
}

/** The context of the machine. Plain data; keys with rounds look like `meters[0].reading`. */
export interface DialogContext {
  readonly facts: DialogFacts;
  readonly input: Readonly<Record<string, unknown>>;
  /** What was handed over to the scripts that were called, by the key of the call. */
  readonly inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly channel: Channel;
  readonly language: string;
  /** IANA name of the zone in which `today()` is meant. */
  readonly zone: string;
  /** Time of the last event, in milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  /** Answers on the path, in the order in which they were given. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** Results of services. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The round in which each roster is. */
  readonly rounds: Readonly<Record<string, number>>;
  /** Actions that were carried out. */
  readonly done: Readonly<Record<string, true>>;
  readonly failure: Failure | null;
  /** The end that was reached. */
  readonly end: string | undefined;
}

/** What the machine starts with. */
export interface DialogStart {
  readonly facts: DialogFacts;
  readonly input: Readonly<Record<string, unknown>>;
  readonly channel: Channel;
  readonly language: string;
  readonly zone: string;
  readonly now: number;
}

/** The events of the machine; answers have been judged before. */
export type DialogEvent =
  | { readonly type: 'ANSWER'; readonly value: unknown; readonly now: number }
  | { readonly type: 'NEXT'; readonly now: number }
  | { readonly type: 'EXHAUSTED'; readonly now: number }
  | { readonly type: 'DONE'; readonly result: unknown; readonly now: number }
  | { readonly type: 'FAILED'; readonly failure: Failure; readonly now: number }
  | { readonly type: 'CHANNEL'; readonly channel: Channel; readonly language: string; readonly now: number }
  | { readonly type: `BRANCH.${string}`; readonly now: number };
