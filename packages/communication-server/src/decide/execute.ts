import { followAttempts } from '../campaigns/decide/follow-attempts.js';
import type { ContactCentreEvent, EventPayload } from '../contract.js';
import { route } from '../routing/route.js';
import { apply } from '../state/apply.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { Command } from './command.js';
import { decide } from './decide.js';
import { leaveEmptyQueues } from './decide-queueing.js';
import { fallDue } from './fall-due.js';
import { followRecording } from './follow-recording.js';
import { followSlaClock } from './follow-sla-clock.js';
import { changeOf } from './shown-state.js';
import { skipSteps } from './skip-steps.js';

/** What {@link execute} takes from outside. */
export interface Surroundings {
  /** Milliseconds since 1970 UTC. An earlier time than that of the last event counts as that time. */
  readonly now: number;
  readonly newReservation: () => string;
  /** Whether contacts are distributed at once; not while a log is caught up after an outage. */
  readonly distribute?: boolean;
}

/** How many contacts one command distributes at most, so that what is stored together stays small. */
const DISTRIBUTED_AT_ONCE = 500;

/**
 * Carries out one command: decides, applies the events to the state, and distributes what can be distributed now. The
 * events belong together: they are stored all or not at all.
 *
 * @throws what {@link decide} throws; the state is unchanged then
 */
export function execute(
  state: ContactCentreState,
  command: Command,
  { now, newReservation, distribute = true }: Surroundings,
): readonly ContactCentreEvent[] {
  const at = Math.max(now, state.at);
  const events: ContactCentreEvent[] = [];
  let followed = 0;
  const happen = (payload: EventPayload) => {
    const event = { number: state.number + 1, at, ...payload };
    apply(state, event);
    events.push(event);
  };
  if (command.type === 'expire') expire(state, at, happen);
  else for (const payload of decide(state, command, at)) happen(payload);
  for (let index = 0, count = events.length; index < count; index += 1) {
    const event = events[index];
    if (event?.type !== 'agent-logged-out') continue;
    for (const payload of leaveEmptyQueues(state, state.agentRecord(event.agent).assignments.keys(), at))
      happen(payload);
  }
  const follow = () => {
    for (let event = events[followed]; event; event = events[++followed]) {
      for (const payload of followAttempts(state, event, at)) happen(payload);
      for (const payload of followSlaClock(state, event, at)) happen(payload);
      for (const payload of followRecording(state, event)) happen(payload);
    }
  };
  follow();
  if (distribute) distributeAll(state, at, newReservation, events, happen);
  follow();
  return events;
}

/** Offers what can be offered, then lets steps begin that wait for nobody, and offers again. */
function distributeAll(
  state: ContactCentreState,
  now: number,
  newReservation: () => string,
  events: readonly ContactCentreEvent[],
  happen: (payload: EventPayload) => void,
): void {
  let seen = 0;
  for (let contacts = 0; contacts < DISTRIBUTED_AT_ONCE; contacts += 1) {
    const offers = route(state, now, newReservation);
    for (const offer of offers) {
      happen(offer);
      for (const payload of changeOf(state.agentRecord(offer.agent), 'reserved', offer.contact)) happen(payload);
    }
    if (offers.length > 0) continue;
    const skipped = skipSteps(state, events, seen);
    seen = events.length;
    for (const payload of skipped) happen(payload);
    if (skipped.length === 0) break;
  }
}

/** Everything that is due happens, in the order in which it is due. */
function expire(state: ContactCentreState, now: number, happen: (payload: EventPayload) => void): void {
  for (;;) {
    const deadline = state.deadlines.first;
    if (!deadline || deadline.at > now) return;
    const payloads = fallDue(state, deadline);
    for (const payload of payloads) happen(payload);
    // What no longer concerns anybody would be due for ever.
    if (payloads.length === 0) state.deadlines.clear(deadline.kind, deadline.id, deadline.agent);
  }
}
