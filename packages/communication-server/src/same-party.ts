import type { Party } from './contract.js';

/** Whether two parties are the same agent or the same number. */
export function sameParty(a: Party, b: Party): boolean {
  return 'agent' in a ? 'agent' in b && a.agent === b.agent : 'number' in b && a.number === b.number;
}
