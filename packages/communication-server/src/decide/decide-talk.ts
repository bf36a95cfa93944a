import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { CommandOf } from './command.js';
import { conversationOf } from './conversation-of.js';

export function hold(state: ContactCentreState, command: CommandOf<'hold'>): readonly EventPayload[] {
  const { agent, contact } = conversationOf(state, command);
  return contact.heldSince === undefined ? [{ type: 'hold-started', contact: contact.id, agent: agent.id }] : [];
}

export function retrieve(state: ContactCentreState, command: CommandOf<'retrieve'>): readonly EventPayload[] {
  const { agent, contact } = conversationOf(state, command);
  if (contact.consultation) throw new ContactCentreErrors.Consulting({ contact: contact.id });
  return contact.heldSince === undefined ? [] : [{ type: 'hold-ended', contact: contact.id, agent: agent.id }];
}

/** Somebody listens to a conversation, or speaks in it; asking for another mode changes it. */
export function supervise(state: ContactCentreState, command: CommandOf<'supervise'>): readonly EventPayload[] {
  const { supervisor, mode } = command;
  const contact = state.contact(command.contact);
  if (contact.state !== 'connected')
    throw new ContactCentreErrors.NotTalking({ contact: contact.id, state: contact.state });
  if (contact.supervisors.some((other) => other.supervisor === supervisor && other.mode === mode)) return [];
  return [{ type: 'supervision-started', contact: contact.id, supervisor, mode }];
}

export function endSupervision(
  state: ContactCentreState,
  { supervisor, contact }: CommandOf<'end-supervision'>,
): readonly EventPayload[] {
  return state.contact(contact).supervisors.some((other) => other.supervisor === supervisor)
    ? [{ type: 'supervision-ended', contact, supervisor }]
    : [];
}

export function record(state: ContactCentreState, command: CommandOf<'record'>): readonly EventPayload[] {
  const contact = state.contact(command.contact);
  if (contact.state !== 'connected')
    throw new ContactCentreErrors.NotTalking({ contact: contact.id, state: contact.state });
  return contact.recording ? [] : [{ type: 'recording-started', contact: contact.id, recording: command.recording }];
}

/** Pauses a recording, for card data are spoken, or goes on with it, or ends it. Nothing happens where there is none. */
export function changeRecording(
  state: ContactCentreState,
  command: CommandOf<'pause-recording' | 'resume-recording' | 'stop-recording'>,
): readonly EventPayload[] {
  const { id: contact, recording } = state.contact(command.contact);
  if (!recording) return [];
  const { id, paused } = recording;
  switch (command.type) {
    case 'pause-recording':
      return paused ? [] : [{ type: 'recording-paused', contact, recording: id }];
    case 'resume-recording':
      return paused ? [{ type: 'recording-resumed', contact, recording: id }] : [];
    case 'stop-recording':
      return [{ type: 'recording-stopped', contact, recording: id }];
  }
}

/** What ends with a conversation besides the conversation. */
export function endCompany(state: ContactCentreState, id: string): readonly EventPayload[] {
  const contact = state.contact(id);
  return [
    ...contact.supervisors.map(({ supervisor }) => ({ type: 'supervision-ended', contact: id, supervisor }) as const),
    ...(contact.recording
      ? [{ type: 'recording-stopped', contact: id, recording: contact.recording.id } as const]
      : []),
  ];
}
