import type { EventPayload } from './contract.js';

/** Stands where something personal was. */
export const ERASED = '(erased)';

/**
 * An event without what it said of a person: where the customer called or wrote from, what the gateway remembered, where to call back,
 * what an agent noted, and which numbers of a record a campaign had. That it happened, when, and who of the company took part stays.
 */
export function erasedPayload(payload: EventPayload): EventPayload {
  switch (payload.type) {
    case 'contact-arrived':
      return { ...payload, from: ERASED, attributes: {} };
    case 'callback-requested':
      return { ...payload, phone: ERASED };
    case 'wrap-up-ended':
      return { ...payload, note: payload.note === '' ? '' : ERASED };
    case 'record-loaded':
      return { ...payload, phones: [] };
    case 'attempt-planned':
    case 'attempt-dialled':
    case 'number-barred':
      return { ...payload, phone: ERASED };
    default:
      return payload;
  }
}
