import { ALWAYS_OPEN } from '../calendar/always-open.js';
import type { BusinessCalendar } from '../calendar/business-calendar.js';
import { addBusinessTime, businessTimeBetween } from '../calendar/business-time.js';
import { slaDueAt, slaTime, startSlaClock } from '../calendar/sla-clock.js';
import type { ContactCentreEvent, EventPayload } from '../contract.js';
import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord, PayloadOf } from '../state/records.js';
import { VOICEMAIL } from './decide-voicemail.js';

/**
 * What an event means for the time in which a customer who writes is to be answered. It runs from where the contact first
 * waits, whichever queue it is moved to; an answer of a person stops it, and the next message of the customer starts it anew.
 * What machines write is no event of the contact, so neither an automatic reply nor a bot stops anything.
 *
 * @param now - milliseconds since 1970 UTC
 */
export function followSlaClock(
  state: ContactCentreState,
  event: ContactCentreEvent,
  now: number,
): readonly EventPayload[] {
  switch (event.type) {
    case 'contact-queued': {
      const contact = state.contact(event.contact);
      return contact.clock ? [] : start(state, contact, now);
    }
    case 'message-received': {
      const contact = state.contact(event.contact);
      return contact.clock?.state === 'running' ? [] : start(state, contact, now);
    }
    case 'message-sent':
      return stop(state, state.contact(event.contact), 'answered', now);
    case 'conversation-ended': {
      const contact = state.contact(event.contact);
      if (contact.state !== 'wrap-up' && contact.state !== 'closed') return [];
      // Who has left a message by telephone is answered by telephone, before the agent is done with it.
      return stop(state, contact, contact.gateway === VOICEMAIL ? 'answered' : 'handled', now);
    }
    case 'contact-closed':
      return stop(state, state.contact(event.contact), 'closed', now);
    default:
      return [];
  }
}

/** The time in which a contact was to be answered is over. */
export function breachSlaClock(state: ContactCentreState, id: string): readonly EventPayload[] {
  const { clock } = state.contact(id);
  return clock?.state === 'running' && !clock.breached
    ? [{ type: 'sla-clock-breached', contact: id, queue: clock.queue }]
    : [];
}

/** The business time since a customer wrote who was to be answered, in milliseconds; undefined for others. */
export function resolutionOf(
  state: ContactCentreState,
  { clock, arrivedAt }: ContactRecord,
  now: number,
): number | undefined {
  return clock && businessTimeBetween(calendarOf(state, clock.queue), arrivedAt, now);
}

function start(state: ContactCentreState, { id, queue }: ContactRecord, now: number): readonly EventPayload[] {
  const reply = queue === undefined ? undefined : state.queueRecord(queue).definition?.reply;
  if (queue === undefined || !reply) return [];
  const targetMs = reply.within * 1_000;
  const calendar = calendarOf(state, queue);
  const due = slaDueAt(startSlaClock(targetMs, now), calendar);
  // Exactly in time is in time, and the night after the last minute of a day is no time at all.
  const late = addBusinessTime(calendar, now, targetMs + 1);
  return [{ type: 'sla-clock-started', contact: id, queue, targetMs, ...present({ due, late }) }];
}

function stop(
  state: ContactCentreState,
  { id, clock }: ContactRecord,
  because: PayloadOf<'sla-clock-stopped'>['because'],
  now: number,
): readonly EventPayload[] {
  if (clock?.state !== 'running') return [];
  const { queue } = clock;
  const businessMs = slaTime(clock, now, calendarOf(state, queue));
  return [{ type: 'sla-clock-stopped', contact: id, queue, because, businessMs }];
}

function calendarOf({ configuration, queues }: ContactCentreState, queue: string): BusinessCalendar {
  const hours = queues.get(queue)?.definition?.reply?.hours;
  return (hours === undefined ? undefined : configuration.calendars?.get(hours)) ?? ALWAYS_OPEN;
}
