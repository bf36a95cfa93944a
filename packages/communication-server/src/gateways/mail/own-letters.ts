import { Readable } from 'node:stream';
import type { GatewayHost, OwnLetter } from '../gateway.js';
import type { AttachmentPieces } from './attachment-pieces.js';
import { idOf } from './id-of.js';
import type { MailStore } from './mail-store.js';
import type { OwnAddresses } from './own-addresses.js';
import { slicesOf } from './slices-of.js';
import type { StoredMail } from './stored-mail.js';

interface OwnLetterParts {
  readonly id: string;
  readonly store: MailStore;
  readonly pieces: AttachmentPieces;
  readonly host: GatewayHost;
  readonly own: OwnAddresses;
}

/** Stores a letter of the company to its own people, with its files; the same one again changes nothing. */
export async function storeOwnLetter(letter: OwnLetter, parts: OwnLetterParts): Promise<void> {
  const { store, pieces, host, own } = parts;
  const id = idOf(parts.id, letter.id);
  if (await store.find(id)) return;
  const now = host.clock.now();
  const files = letter.files.map(({ name, type, content }, index) => {
    return { id: idOf(id, String(index)), mail: id, number: index + 1, name, type, bytes: content.byteLength, content };
  });
  // The content first: a letter that is stored is sent at any moment.
  for (const file of files) await pieces.write(file.id, Readable.from(slicesOf(file.content)));
  const mail: StoredMail = {
    id,
    gateway: parts.id,
    externalId: id,
    thread: id,
    contact: undefined,
    direction: 'out',
    kind: 'notice',
    state: 'waiting',
    at: now,
    messageId: `<${id}@${own.domain}>`,
    references: [],
    address: letter.to.toLowerCase(),
    name: '',
    replyTo: letter.to,
    ours: own.answering([]).to,
    subject: letter.subject,
    text: letter.text,
    note: undefined,
    agent: undefined,
    attempts: 0,
    due: now,
  };
  await store.add(
    [mail],
    files.map(({ content: _, ...file }) => file),
  );
}
