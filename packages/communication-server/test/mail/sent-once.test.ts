import { newId, VirtualClock } from '@caruso/core';
import { type Log, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { GatewayHost } from '../../src/gateways/gateway.js';
import { AttachmentPieces } from '../../src/gateways/mail/attachment-pieces.js';
import { MailStore } from '../../src/gateways/mail/mail-store.js';
import { Outbox } from '../../src/gateways/mail/outbox.js';
import { OwnAddresses } from '../../src/gateways/mail/own-addresses.js';
import type { StoredMail } from '../../src/gateways/mail/stored-mail.js';
import { SmtpPeer } from '../support/mail/smtp-peer.js';

const TRIES = 5;

/** A store in which nothing can be changed for some tries. */
class FullStore extends MailStore {
  refused = 0;

  override async change(...changes: Parameters<MailStore['change']>): Promise<void> {
    this.refused += 1;
    if (this.refused <= TRIES) throw new Error('there is no room left');
    await super.change(...changes);
  }
}

it('a mail whose sending cannot be stored is not sent again while that is so', async () => {
  const stores = { system: 'sqlite::memory:' };
  const running = await startAssembly(
    { company: newId(), components: [storageManager({ stores })] },
    { log: silentLog },
  );
  onTestFinished(() => running.stop());
  const storage = running.get(Storage);
  const store = new FullStore(storage, 'mail');
  await store.define();
  const smtp = new SmtpPeer();
  await smtp.start();
  onTestFinished(() => smtp.stop());
  const clock = new VirtualClock(1_000);
  const host: Pick<GatewayHost, 'clock'> & { readonly log: Log } = { clock, log: silentLog };
  const own = new OwnAddresses({ from: 'service@works.test', queue: 'letters' });
  const pieces = new AttachmentPieces(storage);
  const outbox = new Outbox({ smtp: smtp.access, store, pieces, own, host: host as GatewayHost });
  onTestFinished(() => outbox.close());
  const mail: StoredMail = {
    ...{ id: 'a', gateway: 'mail', externalId: 'a', thread: 'a', contact: undefined, direction: 'out', kind: 'notice' },
    ...{ state: 'waiting', at: 0, messageId: '<a@works.test>', references: [], address: 'anna@x.test', name: 'Anna' },
    ...{ replyTo: 'anna@x.test', ours: 'service@works.test', subject: 'Gas', text: 'Nine cents.', note: undefined },
    ...{ agent: undefined, attempts: 0, due: 0 },
  };
  await store.add([mail]);
  await outbox.start();
  await vi.waitFor(async () => {
    clock.advance(2_000);
    expect((await store.find('a'))?.state).toBe('sent');
  }, 10_000);
  expect(store.refused).toBe(TRIES + 1);
  expect(smtp.sent).toHaveLength(1);
});
