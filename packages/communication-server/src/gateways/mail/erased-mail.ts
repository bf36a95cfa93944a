import { ERASED } from '../../erased.js';

/** What stands in a mail that is erased, in place of what it said and who wrote it. */
export const ERASED_MAIL = {
  address: ERASED,
  name: ERASED,
  replyTo: '',
  subject: ERASED,
  text: ERASED,
  note: undefined,
} as const;

export function isErased({ address }: { readonly address: string }): boolean {
  return address === ERASED;
}
