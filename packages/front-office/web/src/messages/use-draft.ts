import { useState } from 'react';

/** What was begun and not sent, by contact, for as long as the page is open. */
const DRAFTS = new Map<string, string>();

/** The text that the agent is writing in a contact; it is still there when he has looked at another one meanwhile. */
export function useDraft(contact: string) {
  const [text, setText] = useState(() => DRAFTS.get(contact) ?? '');
  const change = (next: string | ((now: string) => string)) =>
    setText((now) => {
      const changed = typeof next === 'string' ? next : next(now);
      if (changed === '') DRAFTS.delete(contact);
      else DRAFTS.set(contact, changed);
      return changed;
    });
  return [text, change] as const;
}
