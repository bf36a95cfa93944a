import { dropAttempt, endDropMessage } from '../campaigns/decide/decide-attempt.js';
import type { EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { Deadline } from '../state/deadlines.js';
import { callAgain } from './decide-callback.js';
import { timeOut } from './decide-offer.js';
import { passTime } from './decide-queueing.js';
import { endWrapUp } from './decide-wrap-up.js';
import { breachSlaClock } from './follow-sla-clock.js';

/**
 * Decides what happens because something is due. Each deadline is decided by itself, after the events of the one before it
 * are in the state, because those may have set or lifted others.
 */
export function fallDue(state: ContactCentreState, { kind, id, agent, at }: Deadline): readonly EventPayload[] {
  switch (kind) {
    case 'offer':
      return timeOut(state, id, at);
    case 'callback':
      return callAgain(state, id);
    case 'waiting':
      return passTime(state, id, at);
    case 'answer':
      return breachSlaClock(state, id);
    case 'connect':
      return dropAttempt(state, id, at);
    case 'drop-message':
      return endDropMessage(state, id);
    case 'wrap-up':
      return endWrapUp(state, agent ?? '', id, at);
  }
}
