import type { Stub } from '@caruso/core';
import type { Column, Storage } from '@caruso/storage-manager/contract';
import { mailTables } from '../../src/gateways/mail/mail-tables.js';
import { chatTables } from '../../src/gateways/webchat/chat-tables.js';
import { contactTable } from '../../src/log/contact-table.js';

const text = (name: string): Column => ({ name, type: 'json' });
const LOG = [
  { name: 'com_event', columns: [text('payload')] },
  { name: 'com_contact', columns: contactTable.columns.map(({ name, type }) => ({ name, type })) },
  { name: 'com_snapshot', columns: [text('body')] },
];

/** All that a contact centre keeps in the store `system`, as one text; of files what is in them, letter by letter. */
export async function everythingStored(storage: Stub<typeof Storage>, kind?: 'chat' | 'mail'): Promise<string> {
  const tables = [...LOG, ...(kind ? { chat: chatTables, mail: mailTables }[kind] : [])];
  const rows = await Promise.all(
    tables.map(({ name: table, columns }) => storage.select({ store: 'system', table, columns: [...columns] })),
  );
  return JSON.stringify(rows.flat(), (_, value) =>
    value instanceof Uint8Array || value?.type === 'Buffer'
      ? Buffer.from(value.data ?? value).toString('latin1')
      : value,
  );
}
