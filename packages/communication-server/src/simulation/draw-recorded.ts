import type { RecordedContact } from '../recording/recording.js';
import { withTalks } from '../recording/with-talks.js';
import { draw, drawBeyond } from './distribution.js';
import type { Arrival, Streams } from './drawn-contact.js';
import type { RecordedDemand } from './simulated-centre.js';

/**
 * Contacts of a recording as they come again, in the order of time. What it says of them is so, what it does not say is drawn:
 *
 * - Who was not answered talks as the handling of the queue says, or else as long as somebody of the queue did who was.
 * - Of who did not give up only a limit is known: he would have waited longer than he did (his patience is censored). So he waits as
 *   the patience of the queue says of those who are more patient than that, and for ever where it says nothing.
 */
export function drawRecorded({ contacts, durations }: RecordedDemand, streams: Streams): readonly Arrival[] {
  const queues = new Map(durations.map((of) => [of.queue, of]));
  const open = new Map<string, () => number>();
  const random = (name: string) => {
    const stream = open.get(name) ?? streams(name);
    open.set(name, stream);
    return stream;
  };
  const handled = (contact: RecordedContact): RecordedContact => {
    const { handling } = queues.get(contact.queue) ?? {};
    if (contact.talk !== undefined || !handling) return contact;
    return { ...contact, talk: draw(handling, random(`${contact.queue}/handling`)) };
  };
  return withTalks(contacts.map(handled), random('talks')).map(({ at, queue, ...known }) => {
    const { patience, wrapUp } = queues.get(queue) ?? {};
    const longer = () =>
      patience ? drawBeyond(patience, known.waited, random(`${queue}/patience`)) : Number.POSITIVE_INFINITY;
    return {
      ...{ at, queue },
      handling: known.talk ?? 0,
      wrapUp: known.wrapUp ?? (wrapUp ? draw(wrapUp, random(`${queue}/wrap-up`)) : 0),
      patience: known.patience ?? longer(),
    };
  });
}
