import type { ContactCentreEvent } from '../contract.js';
import type { Sequencer } from './sequencer.js';

const READ_AT_ONCE = 1_000;

/** Gives every event behind a number once and in order: those that are stored, then each that comes, whichever process writes it. */
export async function* followEvents(
  sequencer: Sequencer,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<ContactCentreEvent> {
  for (let last = after; !signal.aborted; ) {
    const seen = sequencer.grown.count;
    const events = await sequencer.events(last, READ_AT_ONCE);
    for (const event of events) {
      if (signal.aborted) return;
      yield event;
      last = event.number;
    }
    if (events.length === 0) await sequencer.grown.after(seen, signal);
  }
}
