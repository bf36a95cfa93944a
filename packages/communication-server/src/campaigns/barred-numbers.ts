import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { BarredNumber } from './campaigns-contract.js';
import { numberFor } from './decide/bar-number.js';
import type { DncEntry } from './list/do-not-call.js';

/** What is asked of the numbers that nobody calls. */
interface Wanted {
  readonly number?: string | undefined;
  readonly country?: string | undefined;
  readonly source?: string | undefined;
  readonly campaign?: string | undefined;
  readonly limit: number;
}

/** Numbers that nobody calls: all are counted, the first ones named. */
export function barredNumbers(
  state: ContactCentreState,
  wanted: Wanted,
): { readonly count: number; readonly entries: BarredNumber[] } {
  const { dnc } = state.campaigns;
  const entries: BarredNumber[] = [];
  let count = 0;
  const number = wanted.number === undefined ? undefined : numberFor(state, wanted.number, wanted);
  const all = number === undefined ? dnc : dnc.of(number).map((terms) => ({ number, ...terms }));
  for (const entry of all) {
    if (!fits(entry, wanted)) continue;
    count += 1;
    if (entries.length < wanted.limit) entries.push(viewOf(entry));
  }
  return { count, entries };
}

/** What bars a number for a campaign: its own entries, and those of all. */
function fits({ source, scope }: DncEntry, wanted: Wanted): boolean {
  if (wanted.source !== undefined && source !== wanted.source) return false;
  return wanted.campaign === undefined || scope === 'all' || scope.campaign === wanted.campaign;
}

function viewOf({ number, source, scope, until }: DncEntry): BarredNumber {
  return { number, source, ...present({ campaign: scope === 'all' ? undefined : scope.campaign, until }) };
}
