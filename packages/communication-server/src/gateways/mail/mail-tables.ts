import type { Column, ColumnDefinition, TableDefinition } from '@caruso/storage-manager/contract';
import { LONGEST_ID } from '../../configuration/contact-centre-configuration.js';

type Definition = Column &
  Pick<ColumnDefinition, 'name' | 'type'> & { readonly size?: number; readonly required?: boolean };

/** Mails that came and mails that go, one row each. */
export const mailColumns = {
  id: { name: 'id', type: 'string', size: 100, required: true },
  gateway: { name: 'gateway', type: 'string', size: LONGEST_ID, required: true },
  /** Of a mail that came: its place in the mailbox. */
  externalId: { name: 'external_id', type: 'string', size: 100, required: true },
  thread: { name: 'thread', type: 'string', size: 100, required: true },
  contact: { name: 'contact', type: 'string', size: LONGEST_ID },
  direction: { name: 'direction', type: 'string', size: 3, required: true },
  kind: { name: 'kind', type: 'string', size: 20, required: true },
  state: { name: 'state', type: 'string', size: 20, required: true },
  at: { name: 'at', type: 'long', required: true },
  /** A digest of the message id, which may be longer than an index takes. */
  messageKey: { name: 'message_key', type: 'string', size: 64, required: true },
  messageId: { name: 'message_id', type: 'text', required: true },
  /** Message ids of the thread so far, the oldest first, with spaces between. */
  references: { name: 'reference_ids', type: 'text', required: true },
  /** The address of the customer, in lower case. */
  address: { name: 'address', type: 'string', size: 320, required: true },
  name: { name: 'name', type: 'text', required: true },
  /** Where an answer goes. */
  replyTo: { name: 'reply_to', type: 'string', size: 320, required: true },
  /** Our address. */
  ours: { name: 'ours', type: 'string', size: 320, required: true },
  subject: { name: 'subject', type: 'text', required: true },
  text: { name: 'body', type: 'text', required: true },
  note: { name: 'note', type: 'text' },
  agent: { name: 'agent', type: 'string', size: LONGEST_ID },
  attempts: { name: 'attempts', type: 'integer', required: true },
  /** When it is sent, or tried again. */
  due: { name: 'due', type: 'long', required: true },
} as const satisfies Record<string, Definition>;

export const attachmentColumns = {
  id: { name: 'id', type: 'string', size: 100, required: true },
  mail: { name: 'mail', type: 'string', size: 100, required: true },
  number: { name: 'number', type: 'integer', required: true },
  name: { name: 'name', type: 'text', required: true },
  type: { name: 'type', type: 'text', required: true },
  bytes: { name: 'bytes', type: 'long', required: true },
} as const satisfies Record<string, Definition>;

/** What attachments consist of, in pieces, so that none is ever in memory as a whole. */
export const pieceColumns = {
  attachment: { name: 'attachment', type: 'string', size: 100, required: true },
  number: { name: 'number', type: 'integer', required: true },
  content: { name: 'content', type: 'binary', required: true },
} as const satisfies Record<string, Definition>;

export const MAILS = 'com_mail';
export const ATTACHMENTS = 'com_mail_attachment';
export const PIECES = 'com_mail_piece';

export const mailTables: readonly TableDefinition[] = [
  {
    name: MAILS,
    columns: Object.values(mailColumns),
    key: ['id'],
    unique: [['gateway', 'external_id']],
    indexes: [['gateway', 'message_key'], ['thread'], ['gateway', 'state', 'direction', 'due', 'id'], ['address']],
  },
  { name: ATTACHMENTS, columns: Object.values(attachmentColumns), key: ['id'], indexes: [['mail']] },
  { name: PIECES, columns: Object.values(pieceColumns), key: ['attachment', 'number'] },
];
