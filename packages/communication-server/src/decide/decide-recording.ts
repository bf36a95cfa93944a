import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { CommandOf } from './command.js';
import { callOf } from './decide-talk.js';
import { pauseFor } from './follow-recording.js';

/** A conversation is recorded only when the customer has agreed, or where its queue says that nobody has to. */
export function record(state: ContactCentreState, command: CommandOf<'record'>): readonly EventPayload[] {
  const { id, queue = '', recording } = callOf(state, command.contact);
  if (recording) return [];
  const consent = command.consent ?? state.queues.get(queue)?.definition?.recording;
  if (consent === undefined) throw new ContactCentreErrors.ConsentMissing({ contact: id, queue });
  return [
    { type: 'recording-started', contact: id, recording: command.recording, consent, ...present({ by: command.by }) },
  ];
}

/**
 * Pauses a recording, or goes on with it, or ends it; nothing happens where there is none. Whoever goes on says that what is spoken now
 * may be recorded, also while a private question is asked: its dialog may stand there for ever, as when a desktop is lost. A customer on hold
 * says nothing.
 */
export function changeRecording(
  state: ContactCentreState,
  command: CommandOf<'pause-recording' | 'resume-recording' | 'stop-recording'>,
): readonly EventPayload[] {
  const contact = state.contact(command.contact);
  const { id, recording, privateQuestion } = contact;
  const { by } = command;
  if (!recording) return [];
  switch (command.type) {
    case 'pause-recording':
      return pauseFor(contact, [...recording.paused, 'by-hand'], by);
    case 'resume-recording':
      return [
        ...(privateQuestion?.asked
          ? [{ type: 'private-question-left', contact: id, dialog: privateQuestion.dialog } as const]
          : []),
        ...pauseFor(
          contact,
          recording.paused.filter((reason) => reason === 'hold'),
          by,
        ),
      ];
    case 'stop-recording':
      return [{ type: 'recording-stopped', contact: id, recording: recording.id, ...present({ by }) }];
  }
}

/** A dialog asks a private question now, or none. One that was left, or during which somebody records again, does not count any more. */
export function notePrivateQuestion(
  state: ContactCentreState,
  { contact: id, dialog, step }: CommandOf<'note-private-question'>,
): readonly EventPayload[] {
  const contact = state.contacts.get(id);
  // A dialog may outlive its contact, and only what is spoken is recorded.
  if (contact?.channel !== 'voice' || contact.state !== 'connected') return [];
  const known = contact.privateQuestion?.dialog === dialog ? contact.privateQuestion : undefined;
  if (step === undefined) return known?.asked ? [{ type: 'private-question-left', contact: id, dialog }] : [];
  return known?.step === step ? [] : [{ type: 'private-question-asked', contact: id, dialog, step }];
}
