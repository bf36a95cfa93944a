import type { Channel } from '../contract.js';

/** For whom and with which values something is worded. */
export interface Audience {
  readonly channel: Channel;
  readonly language: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether what is made of such names is not for them. */
  readonly hides?: ((names: readonly string[]) => boolean) | undefined;
  readonly now: number;
  readonly zone: string;
}
