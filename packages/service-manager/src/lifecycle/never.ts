import { setMaxListeners } from 'node:events';

/** A signal that is never given. All who need one share it, so any number may listen. */
export const NEVER: AbortSignal = new AbortController().signal;
setMaxListeners(0, NEVER);
