import type { ContactCentreEvent } from '@caruso/communication-server/contract';
import type { Letter } from './letters.js';

/** What is not as it should be with the contacts that mails have become, in sentences. */
export function violations(written: readonly Letter[], events: readonly ContactCentreEvent[], due: number): string[] {
  const matters = new Map<string, { contacts: number; further: number; clocks: number }>();
  const byContact = new Map<string, string>();
  const wrong: string[] = [];
  for (const event of events) {
    if (event.type === 'contact-arrived') {
      byContact.set(event.contact, event.from);
      const known = matters.get(event.from) ?? { contacts: 0, further: 0, clocks: 0 };
      matters.set(event.from, { ...known, contacts: known.contacts + 1 });
    }
    const matter = 'contact' in event ? matters.get(byContact.get(event.contact ?? '') ?? '') : undefined;
    if (event.type === 'message-received' && matter) matter.further++;
    if (event.type === 'sla-clock-started' && matter) matter.clocks++;
    if (event.type === 'sla-clock-started' && event.due !== due)
      wrong.push(`an answer is due at ${event.due}, and should be at ${due}`);
  }
  const replies = new Map<string, number>();
  for (const { kind, from } of written) if (kind === 'reply') replies.set(from, (replies.get(from) ?? 0) + 1);
  for (const { kind, from } of written) {
    if (kind !== 'new') continue;
    const { contacts = 0, further = 0, clocks = 0 } = matters.get(from) ?? {};
    if (contacts !== 1) wrong.push(`${from} has ${contacts} contacts`);
    if (further !== (replies.get(from) ?? 0)) wrong.push(`${from} has ${further} further mails`);
    if (clocks !== 1) wrong.push(`${from} is to be answered ${clocks} times`);
  }
  return wrong;
}
