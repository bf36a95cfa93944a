import { applyToCampaign } from '../campaigns/state/apply-to-campaign.js';
import type { ContactCentreEvent } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import { applyToAgent } from './apply-to-agent.js';
import { applyToContact } from './apply-to-contact.js';
import { applyToGateway } from './apply-to-gateway.js';
import type { ContactCentreState } from './contact-centre-state.js';

/**
 * Carries one event into the state; the state before all others is `new ContactCentreState(configuration)`.
 *
 * @returns the same state
 * @throws ContactCentreErrors.LogDamaged when the event is not the one behind the last
 */
export function apply(state: ContactCentreState, event: ContactCentreEvent): ContactCentreState {
  if (event.number !== state.number + 1)
    throw new ContactCentreErrors.LogDamaged({ expected: state.number + 1, found: event.number });
  state.number = event.number;
  state.at = event.at;
  switch (event.type) {
    case 'agent-logged-in':
    case 'agent-logged-out':
    case 'agent-state-changed':
    case 'agent-rested':
    case 'agent-paused-in-queue':
    case 'agent-resumed-in-queue':
    case 'penalty-changed':
    case 'break-requested':
    case 'break-withdrawn':
      applyToAgent(state, event);
      break;
    case 'campaign-started':
    case 'campaign-paused':
    case 'campaign-stopped':
    case 'record-loaded':
    case 'list-read':
    case 'attempt-planned':
    case 'attempt-withdrawn':
    case 'attempt-dialled':
    case 'attempt-answered':
    case 'attempt-ended':
    case 'attempt-evaluated':
    case 'number-barred':
    case 'record-erased':
    case 'dnc-added':
    case 'dnc-register-read':
    case 'dnc-removed':
      applyToCampaign(state, event);
      break;
    case 'gateway-lost':
    case 'gateway-restored':
      applyToGateway(state, event);
      break;
    case 'message-set-aside':
      break;
    case 'configuration-changed':
      // The state is made anew under the other configuration by who has it.
      break;
    default:
      applyToContact(state, event);
  }
  return state;
}
