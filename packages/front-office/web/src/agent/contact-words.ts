import type { ContactView } from '../../../src/api-types.js';
import { words } from '../format/attribute-value.js';

const CHANNELS: Record<ContactView['channel'], string> = { voice: 'Call', web: 'Web', chat: 'Chat', mail: 'Mail' };

/** A contact's channel and direction in a word or two. */
export function channelLabel({ channel, direction, state, outcome, voicemail }: ContactView): string {
  if (voicemail !== undefined && channel !== 'voice') return 'Voicemail';
  if (state === 'self-service' || outcome === 'self-served') return `Self-service (${CHANNELS[channel]})`;
  return `${CHANNELS[channel]} ${direction === 'in' ? 'in' : 'out'}`;
}

/** How a contact ended, or how it stands. */
export function outcomeLabel({ state, outcome }: ContactView): string {
  return words(outcome ?? state);
}

/** What the agent does with a contact now. */
export function standLabel({ state, heldSince, consultation, conference, awaySince }: ContactView): string {
  if (state === 'wrap-up') return 'Wrap-up';
  if (consultation) return consultation.answered ? 'Consulting' : 'Calling a colleague';
  if (heldSince !== undefined) return 'On hold';
  if (awaySince !== undefined) return 'Visitor away';
  return conference ? 'Conference' : 'In conversation';
}

/** Whether a contact consists of messages. */
export function isWritten({ channel, voicemail }: Pick<ContactView, 'channel' | 'voicemail'>): boolean {
  return (channel === 'chat' || channel === 'mail') && voicemail === undefined;
}

const ENDS: Record<ContactView['channel'], string> = {
  voice: 'Hang up',
  web: 'Hang up',
  chat: 'End chat',
  mail: 'Close mail',
};

/** What ends a conversation. */
export function endLabel({ channel, voicemail }: Pick<ContactView, 'channel' | 'voicemail'>): string {
  if (voicemail !== undefined && channel !== 'voice') return 'Close message';
  return ENDS[channel];
}
