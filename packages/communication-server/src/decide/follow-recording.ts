import { type ContactCentreEvent, type EventPayload, RecordingPause } from '../contract.js';
import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';

/**
 * What an event means for the recording of a contact: it is paused while something is said that must not be recorded, and goes on when
 * nothing keeps it paused any more.
 */
export function followRecording(state: ContactCentreState, event: ContactCentreEvent): readonly EventPayload[] {
  switch (event.type) {
    case 'recording-started':
    case 'hold-started':
    case 'hold-ended':
    case 'private-question-asked':
    case 'private-question-left': {
      const contact = state.contact(event.contact);
      const byHand = contact.recording?.paused.includes('by-hand') ? (['by-hand'] as const) : [];
      return pauseFor(contact, [...byHand, ...byItself(contact)]);
    }
    default:
      return [];
  }
}

/** What keeps the recording of a contact paused without anybody's doing. */
function byItself({ privateQuestion, heldSince }: ContactRecord): readonly RecordingPause[] {
  return [
    ...(privateQuestion?.asked ? (['private-question'] as const) : []),
    ...(heldSince === undefined ? [] : (['hold'] as const)),
  ];
}

/**
 * Lets these reasons alone keep the recording of a contact paused.
 *
 * @param by - who wants it so; nobody, when it follows by itself
 */
export function pauseFor(
  { id: contact, recording }: ContactRecord,
  reasons: readonly RecordingPause[],
  by?: string | undefined,
): readonly EventPayload[] {
  const because = RecordingPause.options.filter((reason) => reasons.includes(reason));
  if (!recording || because.join() === recording.paused.join()) return [];
  return because.length > 0
    ? [{ type: 'recording-paused', contact, recording: recording.id, because, ...present({ by }) }]
    : [{ type: 'recording-resumed', contact, recording: recording.id, ...present({ by }) }];
}
