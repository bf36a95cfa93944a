import type { CallingWindow } from './calling-window.js';
import type { CampaignRecord } from './campaign-record.js';
import type { DncEntry, DncList } from './do-not-call.js';
import { zonesOf } from './zones-of-number.js';

/** Whether a record can be dialled at a moment; when not, from when on, or why never. */
export type NextCall =
  | { readonly call: string }
  | { readonly notBefore: number }
  | { readonly never: 'not-open' | 'outside-all-windows' | 'do-not-call'; readonly entry?: DncEntry };

/** Decides by the record's state, the do-not-call lists as they are now, and the calling window where its number is. */
export function nextCall(
  record: CampaignRecord,
  { campaign, dnc, window }: { readonly campaign: string; readonly dnc: DncList; readonly window: CallingWindow },
  at: number,
): NextCall {
  const number = record.numbers[record.next];
  if (record.state.name !== 'open' || number === undefined) return { never: 'not-open' };
  const entry = dnc.forbids(number, campaign, at);
  if (entry) return { never: 'do-not-call', entry };
  const allowed = window.nextAllowed(zonesOf(number), Math.max(at, record.state.notBefore));
  if (allowed === undefined) return { never: 'outside-all-windows' };
  return allowed === at ? { call: number } : { notBefore: allowed };
}
