import { Readable } from 'node:stream';
import { newId, VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContactCentreErrors } from '../../errors.js';
import type { GatewayHost, SetAside } from '../gateway.js';
import { AttachmentPieces } from './attachment-pieces.js';
import { Inbox, type MailboxMail } from './inbox.js';
import type { MailOptions } from './mail-options.js';
import { MailStore } from './mail-store.js';
import { replyTo } from './outgoing-mail.js';
import { OwnAddresses } from './own-addresses.js';
import type { StoredMail } from './stored-mail.js';

const own = new OwnAddresses({ from: 'service@works.test', queue: 'letters' });
let running: Awaited<ReturnType<typeof startAssembly>>;
let store: MailStore;
let inbox: Inbox;
let logIsAway = false;
/** What the log says was set aside. */
let aside: Omit<SetAside, 'beside'>[];
/** An inbox of this store. */
let inboxWith: (autoReply?: MailOptions['autoReply']) => Inbox;
beforeEach(async () => {
  logIsAway = false;
  aside = [];
  const stores = { system: 'sqlite::memory:' };
  running = await startAssembly({ company: newId(), components: [storageManager({ stores })] }, { log: silentLog });
  const storage = running.get(Storage);
  store = new MailStore(storage, 'mail');
  await store.define();
  const pieces = new AttachmentPieces(storage);
  inboxWith = (autoReply) => new Inbox({ id: 'mail', store, pieces, own, host: host(), autoReply });
  inbox = inboxWith();
});
afterEach(() => running.stop());

/** Every letter opens a contact; the clock stands still; what is set aside is stored unless the log is away. */
function host(): GatewayHost {
  const known: Pick<GatewayHost, 'clock' | 'contact' | 'arriveTogether' | 'setAside'> = {
    clock: new VirtualClock(1_000),
    contact: () => undefined,
    arriveTogether: async (arrivals) => arrivals.map(({ externalId }) => `contact-of-${externalId}`),
    setAside: async (messages) => {
      if (logIsAway) throw new ContactCentreErrors.LogUnavailable({ reason: 'the disk is full' });
      for (const { message, queue, kind, beside } of messages) {
        await running.get(Storage).write({ store: 'system', statements: [beside] });
        aside.push({ message, queue, kind });
      }
    },
  };
  return known as GatewayHost;
}

function mail(number: number, parent?: number): MailboxMail {
  const answers = parent === undefined ? '' : `In-Reply-To: <${parent}@x.test>\r\n`;
  const text = `From: anna@x.test\r\nTo: service@works.test\r\nMessage-ID: <${number}@x.test>\r\n${answers}\r\nHello`;
  return { externalId: `1/${number}`, open: async () => Readable.from([Buffer.from(text)]) };
}

/** What the mail server of a customer says of a mail of ours. */
function report(number: number, action: string, about: string): MailboxMail {
  const text = [
    'Return-Path: <>',
    'From: MAILER-DAEMON@x.test',
    'To: service@works.test',
    `Message-ID: <${number}@mx.x.test>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
    '',
    '--x\r\nContent-Type: text/plain\r\n\r\nWe tell you of your mail.',
    `--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.test\r\n\r\nAction: ${action}\r\nStatus: 4.0.0`,
    `--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${about}\r\n\r\nAction: failed`,
    '--x--',
  ].join('\r\n');
  return { externalId: `1/${number}`, open: async () => Readable.from([Buffer.from(text)]) };
}

describe('an inbox', () => {
  it('tells a thread in the order in which its mails came, also when they come in several lots', async () => {
    await inbox.take([mail(1), mail(2, 1), mail(3, 2)]);
    await inbox.take([mail(4, 3), mail(5, 4)]);
    const [first] = await store.at(['1/1']);
    const thread = await store.thread(first?.thread ?? '');
    expect(thread.map(({ externalId }) => externalId)).toEqual(['1/1', '1/2', '1/3', '1/4', '1/5']);
    expect(new Set(thread.map(({ at }) => at)).size).toBe(5);
  });

  it('tells an automatic reply behind the mail it answers, also when mails come faster than the clock goes', async () => {
    const replying = inboxWith({ text: 'We have your mail.' });
    for (const number of [1, 2, 3]) await replying.take([mail(number)]);
    for (const answered of await store.at(['1/1', '1/2', '1/3'])) {
      const thread = await store.thread(answered.thread);
      expect(thread.map(({ direction, at }) => [direction, at - answered.at])).toEqual([
        ['in', 0],
        ['out', 1],
      ]);
      expect(thread.at(-1)?.due).toBe(1_000);
    }
  });

  it('sets a mail aside that cannot be read, with its reason and once, also when the log is away at first', async () => {
    logIsAway = true;
    await expect(inbox.giveUp('1/7', 'no such file')).rejects.toMatchObject({ code: 'CRS-COM-021' });
    await expect(inbox.take([mail(7)])).rejects.toMatchObject({ code: 'CRS-COM-021' });
    expect(await store.at(['1/7'])).toMatchObject([{ state: 'read', kind: 'unreadable' }]);
    logIsAway = false;
    await inbox.take([mail(7)]);
    await inbox.take([mail(7)]);
    expect(aside).toEqual([{ message: '1/7', queue: 'letters', kind: 'unreadable' }]);
    const [kept] = await store.at(['1/7']);
    expect(kept).toMatchObject({ state: 'filed', contact: undefined, note: 'It could not be read: no such file' });
  });

  it('does not give up a mail that is here: it could be read', async () => {
    await inbox.take([mail(1)]);
    expect(await inbox.giveUp('1/1', 'no such file')).toBe(false);
    expect(await store.at(['1/1'])).toMatchObject([{ kind: 'customer', state: 'filed' }]);
    expect(aside).toEqual([]);
  });

  it('takes no mail for undelivered of which a mail server only reports that it is late', async () => {
    await inbox.take([mail(1)]);
    const [asked] = await store.at(['1/1']);
    if (!asked) throw new Error('There is no mail.');
    const reply = replyTo(asked, { own, id: 'answer', now: 2_000 });
    const sent = {
      state: 'sent',
      kind: 'answer',
      address: 'anna@x.test',
      replyTo: 'anna@x.test',
      text: 'Action: failed',
    };
    await store.add([{ ...reply, ...sent } as StoredMail]);
    await inbox.take([report(2, 'delayed', reply.messageId)]);
    expect(await store.find('answer')).toMatchObject({ state: 'sent', note: undefined });
    expect(await store.at(['1/2'])).toMatchObject([{ kind: 'report', thread: asked.thread, contact: undefined }]);
    expect(aside).toEqual([{ message: '1/2', queue: 'letters', kind: 'report' }]);
    await inbox.take([report(3, 'failed', reply.messageId)]);
    expect(await store.find('answer')).toMatchObject({ state: 'failed' });
    expect(await store.at(['1/3'])).toMatchObject([{ kind: 'bounce', contact: 'contact-of-1/3' }]);
  });
});
