import type { Objection } from '../answer/objection.js';
import type { Channel } from '../contract.js';
import type { DialogFacts, Failure } from '../machine/dialog-context.js';

/** A way by which somebody may take a dialog over, once. */
export interface DialogLink {
  /** SHA-256 of its secret, which is kept nowhere. */
  readonly hash: string;
  /** The channel on which the dialog goes on. */
  readonly to: Channel;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly expiresAt: number;
}

/** What a dialog takes along to another version of its script. */
export interface Migration {
  readonly script: { readonly id: string; readonly version: string; readonly hash: string };
  /** The way on that version, from its start. */
  readonly path: readonly JournalEntry[];
  readonly owner: string;
  readonly link: DialogLink | undefined;
  readonly drafts: Readonly<Record<string, Draft>>;
  /** Results of actions that were carried out and are not on the way yet; they are not carried out again. */
  readonly kept: Readonly<Record<string, unknown>>;
  readonly completions: Readonly<Record<string, number>>;
}

/** An answer that does not count, kept to begin with when its question comes again. */
export interface Draft {
  readonly value: unknown;
  /** What the conditions of the question saw when it was answered. */
  readonly seen: string | undefined;
  /** Where it was given. */
  readonly channel: Channel | undefined;
}

/** What happened in a dialog. The sequence of these is the dialog: its state is nothing but their replay. */
export type Fact =
  | {
      readonly event: 'start';
      readonly script: { readonly id: string; readonly version: string; readonly hash: string };
      readonly facts: DialogFacts;
      readonly input: Readonly<Record<string, unknown>>;
      readonly zone: string;
    }
  | {
      readonly event: 'answer';
      readonly node: string;
      readonly key: string;
      /** In the form in which it is kept; as it was given when it was not taken. */
      readonly value: unknown;
      /** As it was given, where that differs. */
      readonly given?: unknown;
      readonly verdict: 'accepted' | 'refused' | 'doubted';
      readonly objection?: Objection;
      /** The value has been erased. */
      readonly erased?: true;
      /** The draft was taken over without asking (keep="silent"). */
      readonly silent?: true;
      readonly step?: string;
    }
  | {
      readonly event: 'next';
      readonly node: string;
      readonly key: string;
      readonly step?: string;
      /** It was acknowledged before, and is passed on the way forward after a correction. */
      readonly silent?: true;
    }
  /** On the telephone nobody answered in time, or with keys that mean nothing. */
  | { readonly event: 'silence' | 'mismatch'; readonly node: string; readonly key: string; readonly step: string }
  /** The tries of a question are used up. */
  | { readonly event: 'exhausted'; readonly node: string; readonly key: string }
  | { readonly event: 'branch'; readonly branch: string; readonly step: string }
  /** `to` is the length of the path that stays. */
  | {
      readonly event: 'back';
      readonly to: number;
      readonly step: string;
      /** To correct that step: what came after it is taken again as far as it holds. */
      readonly forward?: true;
    }
  | { readonly event: 'channel'; readonly owner?: string; readonly link?: string }
  | { readonly event: 'link'; readonly link: DialogLink }
  | { readonly event: 'cancel' }
  /** It goes on on another version; what comes before it is no longer replayed. */
  | ({ readonly event: 'migrate' } & Migration)
  /** Answers were erased; nothing comes after it. */
  | { readonly event: 'erased'; readonly which: 'private' | 'all' }
  | EffectFact;

/** What happened to a service step; `effect` is the idempotency key of this carrying out. */
export type EffectFact =
  | {
      readonly event: 'begin';
      readonly node: string;
      readonly key: string;
      readonly effect: string;
      readonly undo?: true;
    }
  | {
      readonly event: 'done';
      readonly node: string;
      readonly key: string;
      readonly effect: string;
      readonly result: unknown;
      /** Taken from an earlier lookup that was still fresh, or from an action that was carried out on an earlier version. */
      readonly kept?: true;
    }
  | {
      readonly event: 'failed';
      readonly node: string;
      readonly key: string;
      readonly effect: string;
      readonly failure: Failure;
    }
  | { readonly event: 'undone'; readonly node: string; readonly key: string; readonly effect: string }
  | {
      readonly event: 'undo-failed';
      readonly node: string;
      readonly key: string;
      readonly effect: string;
      readonly failure: Failure;
    };

/** A fact with its place in the journal, and who brought it about, when and where. */
export type JournalEntry = Fact & {
  /** From 1, without gaps. */
  readonly seq: number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
  readonly who: string;
  readonly channel: Channel;
  readonly language: string;
};
