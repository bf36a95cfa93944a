import type { ContactView } from '../../../src/api-types.js';
import { words } from '../format/attribute-value.js';

const CHANNELS: Record<ContactView['channel'], string> = { voice: 'Call', web: 'Web', chat: 'Chat', mail: 'Mail' };

/** A contact's channel and direction in a word or two. */
export function channelLabel({ channel, direction, state, outcome }: ContactView): string {
  if (state === 'self-service' || outcome === 'self-served') return `Self-service (${CHANNELS[channel]})`;
  return `${CHANNELS[channel]} ${direction === 'in' ? 'in' : 'out'}`;
}

/** How a contact ended, or how it stands. */
export function outcomeLabel({ state, outcome }: ContactView): string {
  return words(outcome ?? state);
}
