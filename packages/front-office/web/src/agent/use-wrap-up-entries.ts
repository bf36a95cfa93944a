import { useState } from 'react';

/** What the agent has entered of a wrap-up. */
interface WrapUpEntries {
  /** Undefined as long as the agent has picked none. */
  readonly disposition: string | undefined;
  readonly note: string;
}

/** More contacts nobody has in hand at once. */
const MOST_KEPT = 100;

/** What was entered and not finished, by contact, for as long as the page is open. */
const KEPT = new Map<string, WrapUpEntries>();

/** The unfinished wrap-up of a contact; it is still there when the agent has looked at another contact meanwhile. */
export function useWrapUpEntries(contact: string) {
  const [entries, setEntries] = useState(() => KEPT.get(contact) ?? { disposition: undefined, note: '' });
  const change = (changed: Partial<WrapUpEntries>) => {
    const next = { ...entries, ...changed };
    KEPT.set(contact, next);
    const [oldest] = KEPT.keys();
    if (KEPT.size > MOST_KEPT && oldest !== undefined) KEPT.delete(oldest);
    setEntries(next);
  };
  return [entries, change] as const;
}
