import type { Letter } from './place-in-thread.js';
import type { StoredMail } from './stored-mail.js';

/** What somebody has to see when an answer was refused, though nothing has come. */
export function refusalOf({ id, thread, address: from }: StoredMail, answering: Pick<Letter, 'to' | 'queue'>): Letter {
  return { mail: id, externalId: `failed/${id}`, thread, kind: 'undelivered', from, ...answering };
}

/**
 * What is kept of a refusal: the contact it belongs to, as that of a mail that had come, by which what follows in the thread finds it.
 * The answer stays with the contact in which it was written.
 */
export function keptRefusal(
  answer: StoredMail,
  { contact, now }: { readonly contact: string | undefined; readonly now: number },
): StoredMail {
  const id = `failed/${answer.id}`;
  return {
    ...answer,
    ...{ id, externalId: id, contact, direction: 'in', kind: 'undelivered', state: 'filed' },
    ...{ at: Math.max(now, answer.at + 1), messageId: answer.messageId.replace('<', '<failed.') },
    ...{ references: [], replyTo: '', text: '', note: undefined, agent: undefined, attempts: 0, due: 0 },
  };
}
