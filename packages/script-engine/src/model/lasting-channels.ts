import type { Channel } from '../contract.js';

/** Where what is written stays: copies of it lie in mailboxes and transcripts, which nobody erases with the dialog. */
const LASTING: ReadonlySet<Channel> = new Set(['email', 'chat']);

/** Whether what is said on a channel stays with others than those who said it. */
export function isLasting(channel: Channel): boolean {
  return LASTING.has(channel);
}
