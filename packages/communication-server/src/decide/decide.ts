import type { EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { Command } from './command.js';
import { finishWrapUp, hangUp, logIn, logOut, loseConnection, retire, setNotReady, setReady } from './decide-agent.js';
import { annotate, arrive, closeSelfService, handOver, leave } from './decide-contact.js';
import { accept, expire, reject } from './decide-offer.js';

/**
 * Decides what a command makes happen. Changes nothing; an empty list means that what was wanted is so already.
 *
 * @param now - milliseconds since 1970 UTC
 * @throws one of {@link ContactCentreErrors} when the command is not possible in this state
 */
export function decide(state: ContactCentreState, command: Command, now: number): readonly EventPayload[] {
  switch (command.type) {
    case 'arrive':
      return arrive(state, command);
    case 'leave':
      return leave(state, command);
    case 'annotate':
      return annotate(state, command);
    case 'close-self-service':
      return closeSelfService(state, command);
    case 'hand-over':
      return handOver(state, command);
    case 'log-in':
      return logIn(state, command);
    case 'log-out':
      return logOut(state, command);
    case 'set-ready':
      return setReady(state, command);
    case 'set-not-ready':
      return setNotReady(state, command);
    case 'lose-connection':
      return loseConnection(state, command);
    case 'accept':
      return accept(state, command, now);
    case 'reject':
      return reject(state, command, now);
    case 'hang-up':
      return hangUp(state, command);
    case 'finish-wrap-up':
      return finishWrapUp(state, command);
    case 'expire':
      return expire(state, now);
    case 'retire':
      return retire(state);
  }
}
