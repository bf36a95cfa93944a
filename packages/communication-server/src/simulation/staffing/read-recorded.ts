import { type Diagnostics, elementsOf, type XmlElement } from '@caruso/language';
import { recordingBeside } from '../../recording/recording-beside.js';
import type { RecordedDemand } from '../simulated-centre.js';
import type { StaffingAttributes } from './staffing-attributes.js';

/** What came once, by the document. */
export type RecordedDay = Omit<RecordedDemand, 'durations'>;

/** A staffing is about one day; its hours go to the end of the next. */
const LONGEST = 48 * 3_600;

/**
 * Reads the recordings that a staffing document names. Besides what `readRecording` finds wrong: `bad-time`, `bad-span`.
 *
 * @param root of the document
 * @param folder where recordings lie; that of the document if left out
 */
export function readRecorded(
  root: XmlElement,
  read: StaffingAttributes,
  diagnostics: Diagnostics,
  folder?: string,
): readonly RecordedDay[] {
  const known = elementsOf(root, 'queue').map((queue) => read.text(queue, 'id'));
  return elementsOf(root, 'recorded').map((element) => {
    const at = read.place(element, 'file');
    const named = { path: read.text(element, 'file'), at, known };
    const { dated, contacts } = recordingBeside(diagnostics, named, folder);
    const starting = element.attributes.has('starting') ? read.time(element, 'starting') : 0;
    if (dated && element.attributes.has('starting')) {
      const hint = 'leave it out, or write seconds from the start into the recording';
      read.error(
        'bad-time',
        'The recording has instants, which have their time of day',
        read.place(element, 'starting'),
        hint,
      );
    }
    if (starting + (contacts.at(-1)?.at ?? 0) >= LONGEST)
      read.error('bad-span', 'The recording goes beyond the day after its first, and a staffing is about one day', at);
    return {
      id: read.text(element, 'id'),
      contacts: contacts.map((contact) => ({ ...contact, at: starting + contact.at })),
    };
  });
}
