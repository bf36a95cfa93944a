import type { ContactCentreEvent, EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';
import { nextStep } from './decide-queueing.js';

/**
 * The steps that begin at once after something happened, because a contact waits for agents of whom nobody is logged in.
 * Asked when there is nothing more to distribute: who is free at once is not passed over.
 */
export function skipSteps(state: ContactCentreState, happened: readonly ContactCentreEvent[]): readonly EventPayload[] {
  return concerned(state, happened).flatMap((contact) => {
    const queue = state.queueRecord(contact.queue ?? '');
    if (!queue.definition?.steps?.[contact.step]?.atOnceWhenNobody || !contact.line) return [];
    for (const { members } of contact.line.groups)
      for (const { state: agent } of members) if (agent !== 'offline') return [];
    return nextStep(contact, queue);
  });
}

/** Who waits since, and who waits where somebody has left. */
function concerned(state: ContactCentreState, happened: readonly ContactCentreEvent[]): readonly ContactRecord[] {
  const contacts = new Set<ContactRecord>();
  for (const event of happened) {
    if (event.type === 'contact-queued' || event.type === 'contact-relaxed' || event.type === 'preference-ended')
      contacts.add(state.contact(event.contact));
    else if (event.type === 'agent-logged-out')
      for (const queue of state.agentRecord(event.agent).assignments.keys())
        for (const contact of state.queueRecord(queue).waiting) contacts.add(contact);
  }
  return [...contacts];
}
