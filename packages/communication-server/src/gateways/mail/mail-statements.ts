import { createHash } from 'node:crypto';
import type { Cell, Condition, Statement } from '@caruso/storage-manager/contract';
import { MAILS, mailColumns } from './mail-tables.js';
import type { MailState, StoredMail } from './stored-mail.js';

/** Stores a mail. */
export function inserting(mail: StoredMail): Statement {
  return { insert: { table: MAILS, cells: cellsOf(mail) } };
}

/** @param only - the states in which it is changed; any if left out */
export function changing(id: string, changes: Partial<StoredMail>, only?: readonly MailState[]): Statement {
  const inState: Condition[] = only ? [{ column: mailColumns.state, op: 'in', values: [...only] }] : [];
  return { update: { table: MAILS, set: cellsOf(changes), where: { all: [is('id', id), ...inState] } } };
}

/** Notes which contact a mail belongs to, or that it belongs to none. */
export function filing({ id, contact }: { readonly id: string; readonly contact: string | undefined }): Statement {
  return { update: { table: MAILS, set: cellsOf({ state: 'filed', contact }), where: is('id', id) } };
}

/** A column of a mail has a value. */
export function is(column: keyof typeof mailColumns, value: string): Condition {
  return { column: mailColumns[column], op: 'eq', value };
}

/** By which a message id is found: it may be longer than an index takes. */
export function keyOf(messageId: string): string {
  return createHash('sha256').update(messageId).digest('hex');
}

function cellsOf(mail: Partial<StoredMail>): Cell[] {
  const cells = Object.entries(mail).map(([name, value]): Cell => {
    const column = mailColumns[name as keyof StoredMail];
    if (Array.isArray(value)) return { column, value: value.join(' ') };
    return { column, value: column.type === 'long' ? String(value) : (value ?? null) };
  });
  const { messageId } = mail;
  return messageId === undefined ? cells : [...cells, { column: mailColumns.messageKey, value: keyOf(messageId) }];
}
