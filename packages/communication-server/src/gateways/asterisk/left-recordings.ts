import type { CallSurroundings } from './call-surroundings.js';
import type { Calls } from './calls.js';
import type { Recordings } from './recordings.js';
import type { Snapshot } from './snapshot.js';

/** Who finds what was recorded while nobody listened to Asterisk. */
interface Finder extends Pick<CallSurroundings, 'client' | 'host' | 'names'> {
  readonly calls: Calls;
  readonly recordings: Recordings;
}

/** Reports the messages that were left while the server was down, and fetches what it did not come to fetch. */
export async function findLeftRecordings(
  { client, host, names, calls, recordings }: Finder,
  snapshot: Snapshot,
): Promise<void> {
  const stored = await client.storedRecordings();
  for (const { contact } of calls.messagesOver(snapshot)) {
    const name = names.message(contact);
    const seconds = await recordings.secondsOf(name);
    if (seconds > 0) await host.voicemailLeft(contact, name, seconds);
    else await host.leave(contact, 'customer');
  }
  if (!recordings.areFetched) return;
  for (const name of stored) {
    const recording = names.contactOfMessage(name) === undefined ? names.recordingOf(name) : name;
    // What is still recorded lies there, too.
    if (recording !== undefined && (await client.recordingState(name)) === undefined) await recordings.keep(recording);
  }
}
