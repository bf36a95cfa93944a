import type { PayloadOf } from '../state/records.js';

/** An offer the router wants to be made, with what it was decided on. */
export type Offer = PayloadOf<'offer-made'>;
