import type { AnyMachineSnapshot } from 'xstate';
import type { Objection } from '../answer/objection.js';
import type { DialogContext, Failure } from '../machine/dialog-context.js';
import type { Rounds } from '../machine/scope-values.js';
import type { Target } from '../model/script.js';
import type { DialogLink, Draft, JournalEntry } from './journal-entry.js';

/** Something that was shown, and how long the path was then. */
export interface Showing {
  /** The id of the item. */
  readonly node: string;
  readonly kind: 'question' | 'info' | 'end' | 'retry';
  readonly key: string;
  readonly rounds: Rounds;
  readonly at: number;
}

/** An action on the path that took effect, or may have. */
export interface CarriedOut {
  readonly node: string;
  readonly key: string;
  /** The idempotency key of this carrying out; that of its compensation is `/undo` behind it. */
  readonly effect: string;
  readonly at: number;
  /** Its compensation, with the arguments as they were right after it. */
  readonly undo: { readonly target: Target; readonly input: Readonly<Record<string, unknown>> } | undefined;
}

/** What follows from the path alone. */
export interface Progress {
  /** The entries that count: those before a way back are gone from it. */
  readonly path: readonly JournalEntry[];
  readonly snapshot: AnyMachineSnapshot;
  readonly shown: readonly Showing[];
  readonly carriedOut: readonly CarriedOut[];
  /** What the conditions of questions with keep="silent" saw. */
  readonly seen: Readonly<Record<string, string>>;
}

/** The state of a dialog: the replay of its journal. Never stored. */
export interface DialogState extends Progress {
  readonly start: Extract<JournalEntry, { event: 'start' }>;
  readonly seq: number;
  readonly owner: string;
  readonly drafts: Readonly<Record<string, Draft>>;
  /** The keys of the steps that are passed again after a correction, where their answers still hold. */
  readonly forward: readonly string[];
  /** What is to be said about the last answer, or about a way back that failed. */
  readonly notice: Notice | undefined;
  /** How often the present step was answered wrongly or not at all, on the telephone. */
  readonly misses: number;
  /** The step that a branch has left. */
  readonly left: { readonly key: string; readonly notice: Notice | undefined; readonly resumes: boolean } | undefined;
  /** The service step that has begun and has no result yet. */
  readonly begun: { readonly key: string; readonly effect: string; readonly undo: boolean } | undefined;
  /** How often each action was carried out, also where the path does not show it any more. */
  readonly completions: Readonly<Record<string, number>>;
  /** The last result of each lookup. */
  readonly lookups: Readonly<Record<string, { readonly input: string; readonly result: unknown; readonly at: number }>>;
  /** Results of actions that were carried out on an earlier version of the script, by key. */
  readonly kept: Readonly<Record<string, unknown>>;
  /** Carrying outs (by `effect`) whose compensation was carried out while they are still on the path. */
  readonly undone: ReadonlySet<string>;
  /** The compensations under way, and what follows them. */
  readonly undoing: { readonly queue: readonly CarriedOut[]; readonly to: number | undefined } | undefined;
  readonly cancelled: boolean;
  /** Its answers were erased, and nobody can go on with it. */
  readonly erased: boolean;
  /** The link by which it can be taken over, and how many there have been. */
  readonly link: DialogLink | undefined;
  readonly links: number;
  readonly changedAt: number;
  /** The last thing a user did, to recognise it when it is sent twice. */
  readonly last: { readonly step: string; readonly event: string; readonly given: unknown } | undefined;
}

type Notice =
  | { readonly kind: 'complaint'; readonly objection: Objection; readonly value: unknown }
  | { readonly kind: 'doubt'; readonly objection: Objection; readonly value: unknown }
  | { readonly kind: 'silence' | 'mismatch' }
  /** The tries at that showing are used up. */
  | { readonly kind: 'exhausted'; readonly showing: Showing }
  | { readonly kind: 'undo-failed'; readonly failure: Failure };

/** The context of the machine in a state. */
export function contextOf({ snapshot }: Progress): DialogContext {
  return snapshot.context as DialogContext;
}

/** Names the showing of the present step, so that an event for an earlier one is recognised. A link changes nothing that is shown. */
export function stepOf({ seq, links }: DialogState): string {
  return `s${seq - links}`;
}
