import type { GatewayContact } from '../gateway.js';
import type { AttachmentPieces } from './attachment-pieces.js';
import { ERASED_MAIL } from './erased-mail.js';
import { idOf } from './id-of.js';
import type { MailStore } from './mail-store.js';
import type { StoredMail } from './stored-mail.js';

/** What was under way is not sent any more: nobody knows any longer to whom. */
const UNSENT: ReadonlySet<StoredMail['state']> = new Set(['begun', 'draft', 'waiting']);

/**
 * Erases what the mails of a contact say, who wrote them, and their attachments. That there were mails stays, with the digests of their ids,
 * so that a mailbox that is read again brings none of them back as new.
 *
 * @param letters - by which the company was told of the contact
 */
export async function eraseMails(
  { contact, attributes }: GatewayContact,
  letters: readonly string[],
  { id: gateway, store, pieces }: { readonly id: string; readonly store: MailStore; readonly pieces: AttachmentPieces },
): Promise<void> {
  const told = await Promise.all(letters.map((letter) => store.find(idOf(gateway, letter))));
  const written = attributes.thread === undefined ? [] : await store.of(attributes.thread, contact);
  const mails = [...written, ...told.filter((mail) => mail !== undefined)];
  if (mails.length === 0) return;
  const attachments = (await store.attachments(mails.map(({ id }) => id))).map(({ id }) => id);
  await pieces.remove(attachments);
  await store.removeAttachments(attachments);
  for (const mail of mails) {
    const { id, state } = mail;
    await store.change(id, {
      ...ERASED_MAIL,
      ...(UNSENT.has(state) ? { state: 'refused' as const } : {}),
    });
  }
}
