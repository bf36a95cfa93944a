import { present } from '../present.js';
import type { RecordedContact } from './recording.js';

/** A contact of which it is known how long it takes. */
type AnsweredContact = RecordedContact & { readonly talk: number };

/**
 * Gives each contact that was not answered the talk and the wrap-up of one that was, in the same queue, as chance has it: with
 * other agents it might be answered, and then it takes as long as others do.
 *
 * @param random numbers from 0 to below 1
 * @returns the contacts in their order, as they are where nobody of the queue has talked
 */
export function withTalks(contacts: readonly RecordedContact[], random: () => number): readonly RecordedContact[] {
  const answered = new Map<string, AnsweredContact[]>();
  for (const contact of contacts) {
    if (!hasTalked(contact)) continue;
    const others = answered.get(contact.queue);
    if (others) others.push(contact);
    else answered.set(contact.queue, [contact]);
  }
  return contacts.map((contact) => {
    if (hasTalked(contact)) return contact;
    const others = answered.get(contact.queue);
    const like = others?.[Math.floor(random() * others.length)];
    return like ? { ...contact, talk: like.talk, ...present({ wrapUp: like.wrapUp }) } : contact;
  });
}

function hasTalked(contact: RecordedContact): contact is AnsweredContact {
  return contact.talk !== undefined;
}
