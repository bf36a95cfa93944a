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
    const seconds = stored.includes(name) ? await recordings.secondsOf(name) : 0;
    if (seconds > 0) await host.voicemailLeft(contact, name, seconds);
    else await host.leave(contact, 'customer');
  }
  if (!recordings.areFetched) return;
  for (const name of stored) {
    const contact = names.contactOfMessage(name);
    if (contact !== undefined && !calls.has(contact)) await recordings.keep(name);
    const recording = names.recordingOf(name);
    if (recording !== undefined && (await client.recordingState(name)) === undefined) await recordings.keep(recording);
  }
}
