import type { ContactCentreEvent, EventPayload } from '../contract.js';
import { route } from '../routing/route.js';
import { apply } from '../state/apply.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { Command } from './command.js';
import { decide } from './decide.js';

/** What {@link execute} takes from outside. */
export interface Surroundings {
  /** Milliseconds since 1970 UTC. An earlier time than that of the last event counts as that time. */
  readonly now: number;
  readonly newReservation: () => string;
  /** Whether contacts are distributed at once; not while a log is caught up after an outage. */
  readonly distribute?: boolean;
}

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
  const happen = (payload: EventPayload) => {
    const event = { number: state.number + 1, at, ...payload };
    apply(state, event);
    events.push(event);
  };
  for (const payload of decide(state, command, at)) happen(payload);
  if (distribute) {
    for (let offer = route(state, at, newReservation); offer; offer = route(state, at, newReservation)) {
      happen({ type: 'offer-made', ...offer });
      happen({ type: 'agent-state-changed', agent: offer.agent, state: 'reserved', contact: offer.contact });
    }
  }
  return events;
}
