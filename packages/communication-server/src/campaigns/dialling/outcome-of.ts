import type { DialResult } from '../../gateways/gateway.js';
import type { AttemptOutcome } from '../list/campaign-record.js';

/** What a campaign notes of a call that nobody answered. */
export function outcomeOf(
  outcome: Exclude<DialResult['outcome'], 'answered'>,
): Exclude<AttemptOutcome, 'answered' | 'dropped'> {
  switch (outcome) {
    case 'unknown-number':
      return 'wrong-number';
    case 'busy':
    case 'rejected':
      return 'busy';
    case 'no-answer':
    case 'offline':
      return 'no-answer';
    case 'machine':
      return 'machine';
    case 'congestion':
    case 'failed':
      return 'failed';
  }
}
