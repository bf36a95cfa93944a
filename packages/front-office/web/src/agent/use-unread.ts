import { useState } from 'react';
import type { ContactView } from '../../../src/api-types.js';

/** How many messages have come in a contact since it was last on the screen. */
export function useUnread(
  contacts: readonly ContactView[],
  chosen: string | undefined,
): (contact: ContactView) => number {
  const [seen, setSeen] = useState<Readonly<Record<string, number>>>({});
  const shown = contacts.find(({ contact }) => contact === chosen);
  const count = shown?.messages ?? 0;
  if (shown && seen[shown.contact] !== count) setSeen({ ...seen, [shown.contact]: count });
  return ({ contact, messages = 0 }) => (contact === chosen ? 0 : messages - (seen[contact] ?? 0));
}
