import { startSlaClock } from '../calendar/sla-clock.js';
import type { ContactCentreEvent } from '../contract.js';
import type { ContactCentreState } from './contact-centre-state.js';
import type { ContactRecord, PayloadOf } from './records.js';

/** The types of events about the time in which a customer who writes is to be answered. */
export type SlaClockEventType = 'sla-clock-started' | 'sla-clock-stopped' | 'sla-clock-breached';

export function applyToSlaClock(
  state: ContactCentreState,
  contact: ContactRecord,
  event: ContactCentreEvent & PayloadOf<SlaClockEventType>,
): void {
  const { queue } = event;
  switch (event.type) {
    case 'sla-clock-started': {
      const { due, late } = event;
      contact.clock = { ...startSlaClock(event.targetMs, event.at), queue, due, late, breached: false };
      break;
    }
    case 'sla-clock-stopped':
      if (contact.clock)
        contact.clock = { ...contact.clock, state: 'stopped', countedMs: event.businessMs, since: event.at };
      break;
    case 'sla-clock-breached':
      if (contact.clock) contact.clock = { ...contact.clock, breached: true };
      break;
  }
  watchClock(state, contact);
}

/** Finds a contact among those that are to be answered, and knows when it will be too late, for as long as it is so. */
export function watchClock(state: ContactCentreState, contact: ContactRecord): void {
  const { clock } = contact;
  const running = clock?.state === 'running';
  if (running) state.unanswered.add(contact);
  else state.unanswered.delete(contact);
  state.deadlines.set('answer', contact.id, running && !clock.breached ? clock.late : undefined);
}
