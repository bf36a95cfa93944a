import type { Column, ColumnDefinition, TableDefinition } from '@caruso/storage-manager/contract';
import { LONGEST_ID } from '../../configuration/contact-centre-configuration.js';

type Definition = Column &
  Pick<ColumnDefinition, 'name' | 'type'> & { readonly size?: number; readonly required?: boolean };

/** Chats, one row each. */
export const chatColumns = {
  /** The SHA-256 of the visitor's token; the token itself is kept nowhere. */
  id: { name: 'id', type: 'string', size: 64, required: true },
  gateway: { name: 'gateway', type: 'string', size: LONGEST_ID, required: true },
  at: { name: 'at', type: 'long', required: true },
  /** What agents read until they know the customer. */
  name: { name: 'name', type: 'string', size: 200, required: true },
  language: { name: 'language', type: 'string', size: 35 },
  customer: { name: 'customer', type: 'text' },
  /** The contact, as soon as there is one. */
  contact: { name: 'contact', type: 'string', size: LONGEST_ID },
} as const satisfies Record<string, Definition>;

/** What was written in them. */
export const messageColumns = {
  chat: { name: 'chat', type: 'string', size: 64, required: true },
  id: { name: 'id', type: 'string', size: 120, required: true },
  number: { name: 'number', type: 'integer', required: true },
  by: { name: 'written_by', type: 'string', size: 10, required: true },
  agent: { name: 'agent', type: 'string', size: LONGEST_ID },
  at: { name: 'at', type: 'long', required: true },
  text: { name: 'body', type: 'text', required: true },
  state: { name: 'state', type: 'string', size: 10, required: true },
  /** Of an answer to the bot: the step that it answers. */
  step: { name: 'step', type: 'string', size: 100 },
} as const satisfies Record<string, Definition>;

/** Files that came with messages. */
export const fileColumns = {
  file: { name: 'file', type: 'string', size: 40, required: true },
  chat: { name: 'chat', type: 'string', size: 64, required: true },
  message: { name: 'message', type: 'string', size: 120, required: true },
  number: { name: 'number', type: 'integer', required: true },
  name: { name: 'name', type: 'text', required: true },
  mediaType: { name: 'media_type', type: 'string', size: 100, required: true },
  bytes: { name: 'bytes', type: 'long', required: true },
} as const satisfies Record<string, Definition>;

/** What they consist of, in pieces that every database takes. */
export const pieceColumns = {
  file: { name: 'file', type: 'string', size: 40, required: true },
  chat: { name: 'chat', type: 'string', size: 64, required: true },
  number: { name: 'number', type: 'integer', required: true },
  content: { name: 'content', type: 'binary', required: true },
} as const satisfies Record<string, Definition>;

export const CHATS = 'com_chat';
export const MESSAGES = 'com_chat_message';
export const FILES = 'com_chat_file';
export const PIECES = 'com_chat_piece';

export const chatTables: readonly TableDefinition[] = [
  { name: CHATS, columns: Object.values(chatColumns), key: ['id'] },
  { name: MESSAGES, columns: Object.values(messageColumns), key: ['chat', 'number'], unique: [['chat', 'id']] },
  { name: FILES, columns: Object.values(fileColumns), key: ['file'], indexes: [['chat']] },
  { name: PIECES, columns: Object.values(pieceColumns), key: ['file', 'number'], indexes: [['chat']] },
];
