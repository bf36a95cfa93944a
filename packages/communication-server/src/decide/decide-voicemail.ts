import type { EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { CommandOf } from './command.js';
import { enterQueue } from './decide-queueing.js';

/** Where contacts come from that are messages customers have left: nothing of them is on a line. */
export const VOICEMAIL = 'voicemail';

/**
 * The customer has left a message instead of waiting, and the call is over. The message is a contact of its own in the queue
 * it was left for; both are stored together, so that no message is lost.
 */
export function leaveVoicemail(
  state: ContactCentreState,
  command: CommandOf<'leave-voicemail'>,
  at: number,
): readonly EventPayload[] {
  const { id, state: now, from, to, customer, messageFor } = state.contact(command.contact);
  if (now === 'closed' || messageFor === undefined) return [];
  const { recording, seconds, message } = command;
  const { channel = 'mail' } = state.queueRecord(messageFor).definition ?? {};
  return [
    { type: 'voicemail-left', contact: id, queue: messageFor, recording, seconds },
    { type: 'contact-closed', contact: id, outcome: 'voicemail' },
    {
      type: 'contact-arrived',
      contact: message,
      channel,
      direction: 'in',
      gateway: VOICEMAIL,
      externalId: id,
      from,
      to,
      attributes: {},
      voicemail: { recording, seconds },
      ...(customer === undefined ? {} : { customer }),
    },
    ...enterQueue(state, { id: message, from, channel }, messageFor, {}, at),
  ];
}
