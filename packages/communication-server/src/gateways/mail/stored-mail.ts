import type { Row } from '@caruso/storage-manager/contract';
import type { MailKind } from './kind-of.js';
import { mailColumns } from './mail-tables.js';

/**
 * What has become of a mail. One that came is `read` until it is `filed`. One that goes is
 * `begun` while it has files and no text, a `draft` until the log says that an
 * agent has answered with it, then `waiting` until it is `sent` or `failed`; `refused` is a draft the log knows nothing of.
 */
export type MailState = 'read' | 'filed' | 'begun' | 'draft' | 'waiting' | 'sent' | 'failed' | 'refused';

/** A mail as it is kept. */
export interface StoredMail {
  readonly id: string;
  readonly gateway: string;
  readonly externalId: string;
  readonly thread: string;
  readonly contact: string | undefined;
  readonly direction: 'in' | 'out';
  /** `duplicate`: its message id came before, from the same sender. `answer`: of an agent.
   * `notice`: to people of the company. `undelivered`: nothing has come, an answer was refused.
   * `unreadable`: something has come, and nobody knows what. */
  readonly kind: MailKind | 'duplicate' | 'answer' | 'notice' | 'undelivered' | 'unreadable';
  readonly state: MailState;
  readonly at: number;
  readonly messageId: string;
  readonly references: readonly string[];
  readonly address: string;
  readonly name: string;
  readonly replyTo: string;
  readonly ours: string;
  readonly subject: string;
  readonly text: string;
  readonly note: string | undefined;
  readonly agent: string | undefined;
  readonly attempts: number;
  readonly due: number;
}

export function storedMail(row: Row): StoredMail {
  const text = (column: keyof typeof mailColumns) => String(row[mailColumns[column].name] ?? '');
  const optional = (column: keyof typeof mailColumns) => text(column) || undefined;
  return {
    id: text('id'),
    gateway: text('gateway'),
    externalId: text('externalId'),
    thread: text('thread'),
    contact: optional('contact'),
    direction: text('direction') as StoredMail['direction'],
    kind: text('kind') as StoredMail['kind'],
    state: text('state') as MailState,
    at: Number(text('at')),
    messageId: text('messageId'),
    references: text('references').split(' ').filter(Boolean),
    address: text('address'),
    name: text('name'),
    replyTo: text('replyTo'),
    ours: text('ours'),
    subject: text('subject'),
    text: text('text'),
    note: optional('note'),
    agent: optional('agent'),
    attempts: Number(text('attempts')),
    due: Number(text('due')),
  };
}
