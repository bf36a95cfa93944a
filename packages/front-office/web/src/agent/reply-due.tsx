import type { ContactView } from '../../../src/api-types.js';
import { formatDue } from '../format/due.js';
import { Overdue } from '../shared/overdue.js';

/** Until when a customer who has written is to be answered. */
export function ReplyDue({ reply }: { readonly reply: NonNullable<ContactView['reply']> }) {
  const { due, overdue } = reply;
  const time = due === undefined ? 'no time' : formatDue(due);
  return overdue ? (
    <>
      {time} <Overdue>Overdue</Overdue>
    </>
  ) : (
    time
  );
}
