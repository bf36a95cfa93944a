import type { ContactCentreEvent, EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import { NONE } from '../state/lists.js';
import type { ContactRecord, WaitingLine } from '../state/records.js';
import { nextStep } from './decide-queueing.js';

/**
 * The steps that begin at once after something happened, because a contact waits for agents of whom nobody is logged in.
 * Asked when there is nothing more to distribute: who is free at once is not passed over.
 *
 * @param from - the first of what happened that is looked at
 */
export function skipSteps(
  state: ContactCentreState,
  happened: readonly ContactCentreEvent[],
  from = 0,
): readonly EventPayload[] {
  const skipped: EventPayload[] = [];
  for (const contact of concerned(state, happened, from)) {
    const queue = state.queueRecord(contact.queue ?? '');
    if (!queue.definition?.steps?.[contact.step]?.atOnceWhenNobody || !contact.line) continue;
    if (!isAnybodyThere(contact.line)) skipped.push(...nextStep(contact, queue));
  }
  return skipped;
}

function isAnybodyThere({ groups }: WaitingLine): boolean {
  for (const { members } of groups) for (const { state } of members) if (state !== 'offline') return true;
  return false;
}

/** Who waits since, and who waits where somebody has left. */
function concerned(
  state: ContactCentreState,
  happened: readonly ContactCentreEvent[],
  from: number,
): Iterable<ContactRecord> {
  let contacts: Set<ContactRecord> | undefined;
  for (let index = from; index < happened.length; index += 1) {
    const event = happened[index] as ContactCentreEvent;
    switch (event.type) {
      case 'contact-queued':
      case 'contact-relaxed':
      case 'preference-ended':
        contacts ??= new Set();
        contacts.add(state.contact(event.contact));
        break;
      case 'agent-logged-out':
        contacts ??= new Set();
        for (const queue of state.agentRecord(event.agent).assignments.keys())
          for (const contact of state.queueRecord(queue).waiting) contacts.add(contact);
    }
  }
  return contacts ?? NONE;
}
