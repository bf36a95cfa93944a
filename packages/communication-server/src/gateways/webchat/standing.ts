import type { GatewayContact, GatewayHost } from '../gateway.js';
import type { Standing } from './frames.js';

/** Estimates are told in steps: a figure that changes every few seconds only worries. */
const STEP_SECONDS = 30;

/** How a chat stands for its visitor. A chat of which nobody knows yet has no contact. */
export function standingOf(
  contact: GatewayContact | undefined,
  host: Pick<GatewayHost, 'position' | 'nameOf'>,
): Standing {
  switch (contact?.state) {
    case undefined:
      return { state: 'new' };
    case 'self-service':
      return { state: 'bot' };
    case 'waiting':
    case 'offered':
    case 'parked': {
      const { position, wait } = host.position(contact.contact) ?? {};
      return {
        state: 'waiting',
        ...(position === undefined ? {} : { position }),
        ...(wait === undefined ? {} : { waitSeconds: Math.ceil(wait / STEP_SECONDS) * STEP_SECONDS }),
      };
    }
    case 'connected':
      return { state: 'talking', agent: host.nameOf(contact.agent ?? ''), held: contact.heldSince !== undefined };
    default:
      return { state: 'over' };
  }
}
