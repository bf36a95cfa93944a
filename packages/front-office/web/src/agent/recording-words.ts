import type { ContactView } from '../../../src/api-types.js';

/** Whether a call is recorded, and if not, why. */
export function recordingLabel(recording: ContactView['recording']): string {
  if (!recording) return 'Not recorded';
  if (!recording.paused) return 'Recording';
  return recording.because?.includes('private-question') ? 'Recording paused: private question' : 'Recording paused';
}
