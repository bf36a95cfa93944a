import type { RecordedContact } from './recording.js';

/**
 * The mean patience, in seconds, for which recorded contacts speak if patience is exponentially distributed: all waits together for
 * each who gave up. It is the maximum likelihood estimate where the patience of the others is only known to be longer than they waited
 * (B. Epstein and M. Sobel, Journal of the American Statistical Association 48, 1953).
 *
 * @returns undefined where nobody gave up, or nothing is known of how long the others waited
 */
export function meanPatience(contacts: readonly RecordedContact[]): number | undefined {
  const gaveUp = contacts.filter(({ patience }) => patience !== undefined).length;
  const known = gaveUp === contacts.length || contacts.some(({ waited }) => waited > 0);
  if (gaveUp === 0 || !known) return undefined;
  return contacts.reduce((sum, { patience, waited }) => sum + (patience ?? waited), 0) / gaveUp;
}
