import { idOf } from './id-of.js';
import type { StoredMail } from './stored-mail.js';

/** What is kept of a mail that cannot be read: that it is there, and why nobody sees it. */
export function unreadable(
  externalId: string,
  { gateway, ours, now, reason }: Record<'gateway' | 'ours' | 'reason', string> & { readonly now: number },
): StoredMail {
  const id = idOf(gateway, externalId);
  return {
    ...{ id, gateway, externalId, thread: id, contact: undefined, direction: 'in', kind: 'unreadable', state: 'read' },
    ...{ at: now, messageId: `<${id}@unreadable.invalid>`, references: [], address: '', name: '', replyTo: '', ours },
    ...{ subject: '', text: '', note: `It could not be read: ${reason}`, agent: undefined, attempts: 0, due: 0 },
  };
}
