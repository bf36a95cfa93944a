import { useState } from 'react';
import type { AgentView, ContactView } from '../../../src/api-types.js';

/** Which of the agent's contacts the desktop shows: the one chosen, until it is finished or another one is accepted. */
export function useChosenContact({ contact, contacts }: AgentView): {
  readonly chosen: ContactView | undefined;
  readonly choose: (contact: string) => void;
} {
  const [choice, setChoice] = useState<string>();
  const [known, setKnown] = useState<readonly string[]>([]);
  const present = contacts.map((held) => held.contact);
  const newcomer = present.find((id) => !known.includes(id));
  const isChanged = newcomer !== undefined || known.some((id) => !present.includes(id));
  if (isChanged) {
    setKnown(present);
    if (newcomer !== undefined) setChoice(newcomer);
  }
  const wanted = newcomer ?? choice;
  return { chosen: contacts.find((held) => held.contact === wanted) ?? contact, choose: setChoice };
}
