import type { MergeReceipt } from '../contract.js';

/** Which objects are to become one, and how. */
export interface MergeRequest {
  readonly object: string;
  readonly keep: string;
  readonly lose: readonly string[];
  /** From which of the objects a value is taken, by attribute. */
  readonly choose: Readonly<Record<string, string>>;
  /** How values are taken that nobody chooses. */
  readonly rule: MergeRule;
  /** The attribute that says which object is the newest. */
  readonly newestBy?: string | undefined;
  /** The versions that were decided upon, by key. */
  readonly versions: Readonly<Record<string, string>>;
}

type MergeRule = 'filled' | 'longest' | 'newest';
export type MergedValue = MergeReceipt['values'][number];
