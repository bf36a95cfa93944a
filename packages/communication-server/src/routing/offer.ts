import type { PayloadOf } from '../state/records.js';

/** An offer the router wants to be made, with what it was decided on. */
export type Offer = Omit<PayloadOf<'offer-made'>, 'type'>;
