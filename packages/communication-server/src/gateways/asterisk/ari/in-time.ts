import { cameTooLate } from './ari-client.js';

/** What is gone already need not be changed: the event that says so is on its way. */
export async function inTime(request: Promise<void>): Promise<void> {
  try {
    await request;
  } catch (thrown) {
    if (!cameTooLate(thrown)) throw thrown;
  }
}
