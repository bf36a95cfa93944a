import type { Complaint } from './complaint.js';

/** Why an answer was not taken: its type, or the check of that index. */
export type Objection =
  | { readonly kind: 'type'; readonly complaint: Complaint }
  | { readonly kind: 'check'; readonly index: number };
