import type { GatewayContact } from '../gateway.js';
import type { AttachmentPieces } from './attachment-pieces.js';
import { ERASED_MAIL } from './erased-mail.js';
import { idOf } from './id-of.js';
import type { MailStore } from './mail-store.js';
import type { Outbox } from './outbox.js';

interface ErasureParts {
  readonly id: string;
  readonly store: MailStore;
  readonly pieces: AttachmentPieces;
  readonly outbox: Pick<Outbox, 'withdraw'>;
}

/**
 * Erases what the mails of a contact say, who wrote them, and their attachments. That there were mails stays, with the digests of their ids,
 * so that a mailbox that is read again brings none of them back as new.
 *
 * @param letters - by which the company was told of the contact
 */
export async function eraseMails(
  { contact, attributes }: GatewayContact,
  letters: readonly string[],
  { id: gateway, store, pieces, outbox }: ErasureParts,
): Promise<void> {
  const told = await Promise.all(letters.map((letter) => store.find(idOf(gateway, letter))));
  const written = attributes.thread === undefined ? [] : await store.of(attributes.thread, contact);
  const mails = [...written, ...told.filter((mail) => mail !== undefined)];
  if (mails.length === 0) return;
  const ids = mails.map(({ id }) => id);
  // What was under way is not sent any more: nobody knows any longer to whom.
  await outbox.withdraw(ids);
  const attachments = (await store.attachments(ids)).map(({ id }) => id);
  await pieces.remove(attachments);
  await store.removeAttachments(attachments);
  for (const id of ids) await store.change(id, ERASED_MAIL);
}
