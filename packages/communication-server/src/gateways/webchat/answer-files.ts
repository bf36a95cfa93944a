import { createHash } from 'node:crypto';
import { ContactCentreErrors } from '../../errors.js';
import type { Answer, AnswerFile } from '../gateway.js';
import { ACCEPTED, judgeFile } from './files/judge-file.js';
import type { SentFile } from './files/sent-file.js';
import type { Transcript } from './transcript.js';

/**
 * Keeps a file that goes with an answer when that is written. The same file is attached once, however often it is tried.
 *
 * @throws ContactCentreErrors.FileRefused, ContactCentreErrors.AnswerGone
 */
export async function attachToAnswer(transcript: Transcript, { answer, name, content }: AnswerFile): Promise<SentFile> {
  const refused = (problem: string) => new ContactCentreErrors.FileRefused({ name, problem });
  const id = createHash('sha256').update(`${answer}\n${name}\n`).update(content).digest('hex').slice(0, 40);
  const known = (await transcript.attachedTo(answer)).find(({ file }) => file === id);
  if (known) return known;
  if (await transcript.find(answer)) throw new ContactCentreErrors.AnswerGone({ message: answer });
  const judged = judgeFile({ name, content }, id);
  if (!judged) throw refused(`it is empty, or none of the types that can be sent: ${ACCEPTED.join(', ')}`);
  if (!transcript.hasRoomFor([judged])) throw refused('the chat has as many files as it may have');
  await transcript.attach(answer, judged);
  const { content: _, ...file } = judged;
  return file;
}

/**
 * The files that go with an answer; those that were attached and taken away again are dropped.
 *
 * @throws ContactCentreErrors.UnknownAttachment
 */
export async function chooseAttached(
  transcript: Transcript,
  { id, attachments, contact }: Pick<Answer, 'id' | 'attachments'> & { readonly contact: string },
): Promise<readonly SentFile[]> {
  const attached = await transcript.attachedTo(id);
  const unknown = attachments.find((wanted) => !attached.some(({ file }) => file === wanted));
  if (unknown !== undefined) throw new ContactCentreErrors.UnknownAttachment({ attachment: unknown, contact });
  await transcript.detach(attached.filter(({ file }) => !attachments.includes(file)));
  return attached.filter(({ file }) => attachments.includes(file));
}
