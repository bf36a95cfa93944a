import { newId } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MailStore } from './mail-store.js';
import type { StoredMail } from './stored-mail.js';

let running: Awaited<ReturnType<typeof startAssembly>>;
let store: MailStore;
beforeEach(async () => {
  const stores = { system: 'sqlite::memory:' };
  running = await startAssembly({ company: newId(), components: [storageManager({ stores })] }, { log: silentLog });
  store = new MailStore(running.get(Storage), 'mail');
  await store.define();
});
afterEach(() => running.stop());

const mail = (id: string, state: StoredMail['state'], contact?: string): StoredMail => ({
  ...{ id, gateway: 'mail', externalId: id, thread: 'gas', contact, direction: 'in', kind: 'customer', state, at: 0 },
  ...{ messageId: `<${id}>`, references: [], address: 'anna@x.test', name: 'Anna', replyTo: 'anna@x.test' },
  ...{ ours: 'service@works.test', subject: 'Gas', text: 'How much?', note: undefined, agent: undefined },
  ...{ attempts: 0, due: 0 },
});

describe('the mails of a contact', () => {
  it('are its own and those of its thread that belong to none; not one that is not filed yet', async () => {
    await store.add([mail('1', 'filed', 'c'), mail('2', 'filed'), mail('3', 'read'), mail('4', 'filed', 'other')]);
    expect((await store.of('gas', 'c')).map(({ id }) => id)).toEqual(['1', '2']);
  });
});
