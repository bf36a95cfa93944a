import type { GatewayHost } from '../gateway.js';
import { isUnavailable } from './is-unavailable.js';
import type { StoredMessage } from './stored-chat.js';

/**
 * Whether the event log knows of a message that was under way when the process was killed; it is told once more, which has no second
 * effect.
 *
 * @throws what may succeed later
 */
export async function wasTaken(
  { id, by, agent = '' }: StoredMessage,
  contact: string,
  host: Pick<GatewayHost, 'received' | 'sent'>,
): Promise<boolean> {
  if (by === 'visitor') return host.received(contact, id);
  try {
    await host.sent(agent, contact, id);
    return true;
  } catch (thrown) {
    if (isUnavailable(thrown)) throw thrown;
    return false;
  }
}
