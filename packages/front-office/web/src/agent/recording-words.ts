import type { ContactView } from '../../../src/api-types.js';

/** Whether a call is recorded, and if not, why. */
export function recordingLabel(recording: ContactView['recording']): string {
  if (!recording) return 'Not recorded';
  if (!recording.paused) return 'Recording';
  if (recording.because?.includes('private-question')) return 'Recording paused: private question';
  return recording.because?.includes('by-hand') ? 'Recording paused' : 'Recording paused: on hold';
}
