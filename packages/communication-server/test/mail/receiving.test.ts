import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AttachmentPieces } from '../../src/gateways/mail/attachment-pieces.js';
import { ImapServer, withoutImap } from '../support/mail/imap-server.js';
import { letter, MailCentre } from '../support/mail/mail-centre.js';
import { Wire } from '../support/mail/wire.js';

let mails: MailCentre;
beforeEach(() => {
  mails = new MailCentre();
});
afterEach(() => mails.close());

/** Waits until the last mail of a test has arrived, and tells who has written all contacts. */
async function arrivalsUpTo(last: string): Promise<readonly string[]> {
  let after = 0;
  for (;;) {
    const { number, from } = await mails.event('contact-arrived', after);
    after = number;
    if (from === last) return (await mails.all('contact-arrived')).map((event) => event.from);
  }
}

describe.skipIf(withoutImap)('a mailbox', () => {
  it('is gone on with where it was left, whatever came meanwhile', async () => {
    await mails.imap.start();
    await mails.smtp.start();
    await mails.imap.deliver(letter({ From: 'a@x.test', 'Message-ID': '<a@x.test>' }));
    await mails.start();
    await mails.event('contact-arrived');
    await mails.stop();
    await mails.imap.deliver(letter({ From: 'b@x.test', 'Message-ID': '<b@x.test>' }));
    await mails.start();
    expect(await arrivalsUpTo('b@x.test')).toEqual(['a@x.test', 'b@x.test']);
  });

  it('with many mails is read in their order, each thread into one contact, and those on either side of a large one', async () => {
    await mails.imap.start();
    await mails.smtp.start();
    const of = (number: number, more: Readonly<Record<string, string>> = {}, text?: string) =>
      letter({ From: `a${number}@x.test`, 'Message-ID': `<${number}@x.test>`, ...more }, text);
    const large = 'All work and no play makes a long mail.\n'.repeat(5_000);
    await mails.imap.deliver(
      ...Array.from({ length: 60 }, (_, number) => (number === 30 ? of(number, {}, large) : of(number))),
      of(60, { From: 'a0@x.test', 'In-Reply-To': '<0@x.test>' }),
      of(61),
      of(62, { From: 'a61@x.test', 'In-Reply-To': '<61@x.test>' }),
      of(63, { From: 'a61@x.test', 'In-Reply-To': '<62@x.test>' }),
      of(64),
    );
    await mails.start();
    const numbers = [...Array(60).keys(), 61, 64];
    expect(await arrivalsUpTo('a64@x.test')).toEqual(numbers.map((number) => `a${number}@x.test`));
    const received = await mails.all('message-received');
    const arrived = await mails.all('contact-arrived');
    const contactOf = (from: string) => arrived.find((event) => event.from === from)?.contact ?? '';
    expect(received.map(({ contact }) => contact)).toEqual(['a0@x.test', 'a61@x.test', 'a61@x.test'].map(contactOf));
    const thread = await mails.centre.messages({ contact: contactOf('a61@x.test') });
    expect(thread).toHaveLength(3);
    const [middle] = await mails.centre.messages({ contact: contactOf('a30@x.test') });
    expect(middle?.text.trim()).toBe(large.trim());
  });

  it('is connected again when its server has been away', async () => {
    await mails.open();
    await mails.imap.stop();
    await mails.imap.start();
    await mails.imap.deliver(letter({ From: 'a@x.test' }));
    expect(await arrivalsUpTo('a@x.test')).toEqual(['a@x.test']);
  });

  it('whose server vanishes while it is listened to is connected again when it is back, and says so meanwhile', async () => {
    await mails.imap.start();
    await mails.smtp.start();
    const wire = new Wire(mails.imap.access.port);
    await wire.mend();
    try {
      await mails.start({ imap: { ...mails.imap.access, port: wire.port } });
      await mails.imap.deliver(letter({ From: 'a@x.test', 'Message-ID': '<a@x.test>' }));
      await mails.event('contact-arrived');
      await wire.cut();
      await vi.waitFor(() => expect(mails.said).toContain('Mail cannot be received; it is tried again'), 5_000);
      await mails.imap.deliver(letter({ From: 'b@x.test', 'Message-ID': '<b@x.test>' }));
      expect(wire.connections).toBe(1);
      await wire.mend();
      expect(await arrivalsUpTo('b@x.test')).toEqual(['a@x.test', 'b@x.test']);
    } finally {
      await mails.stop();
      await wire.cut();
    }
  });

  it('may be numbered anew, or hold the same mail twice: nothing opens a second contact', async () => {
    await mails.open();
    const [one, unnamed] = [letter({ From: 'a@x.test' }), letter({ From: 'b@x.test', 'Message-ID': '' })];
    await mails.imap.deliver(one, unnamed, one);
    await mails.event('message-set-aside');
    await mails.stop();
    await mails.imap.renumber([one, unnamed, letter({ From: 'c@x.test', 'Message-ID': '<c@x.test>' })]);
    await mails.start();
    expect(await arrivalsUpTo('c@x.test')).toEqual(['a@x.test', 'b@x.test', 'c@x.test']);
    await vi.waitFor(async () =>
      expect((await mails.all('message-set-aside')).map(({ kind }) => kind)).toEqual(Array(3).fill('duplicate')),
    );
  });

  it('that does not let us in stops the start; one that cannot be reached does not', async () => {
    await mails.open();
    await mails.stop();
    const refused = mails.start({ imap: { ...mails.imap.access, password: 'wrong' } });
    await expect(refused).rejects.toMatchObject({
      cause: expect.objectContaining({ code: 'CRS-COM-051' }),
    });
    const away = new ImapServer();
    await away.start();
    const { access } = away;
    await away.close();
    await mails.start({ imap: access });
    expect(await mails.centre.contacts({})).toEqual([]);
  });
});

describe.skipIf(withoutImap)('a mail', () => {
  it('of a machine opens no contact, unless a person waits for what it writes', async () => {
    await mails.open();
    await mails.imap.deliver(
      letter({ From: 'away@x.test', 'Message-ID': '<1@x.test>', 'Auto-Submitted': 'auto-replied' }),
      letter({ From: 'news@x.test', 'Message-ID': '<2@x.test>', Precedence: 'bulk' }),
      letter({ From: 'service@works.test', 'Message-ID': '<3@x.test>' }),
      letter({ From: 'form@x.test', 'Message-ID': '<4@x.test>', 'Auto-Submitted': 'auto-generated' }),
    );
    expect(await arrivalsUpTo('form@x.test')).toEqual(['form@x.test']);
    await mails.stop();
    await mails.start();
    const aside = { gateway: 'mail', queue: 'letters', message: expect.stringMatching(/\/\d+$/) };
    await mails.event('message-set-aside');
    expect(await mails.all('message-set-aside')).toMatchObject(
      ['auto-reply', 'bulk', 'own'].map((kind) => ({ ...aside, kind })),
    );
  });

  it('is replied to automatically: once a thread, a person, and so often an hour', async () => {
    await mails.open({ autoReply: { text: 'Dear {name}, about "{subject}".', perHour: 2 } });
    const anna = (id: string, more = {}) => letter({ 'Message-ID': `<${id}@customer.test>`, ...more });
    await mails.imap.deliver(
      anna('1', { Subject: 'Gas' }),
      anna('2', { 'In-Reply-To': '<1@customer.test>' }),
      anna('3', { Subject: 'Power' }),
      anna('4', { Subject: 'Water' }),
      letter({ From: 'form@x.test', 'Message-ID': '<5@x.test>', 'Auto-Submitted': 'auto-generated' }),
      letter({ From: 'hidden@x.test', 'Message-ID': '<6@x.test>', To: 'others@x.test' }),
      letter({ From: 'ben@x.test', 'Message-ID': '<7@x.test>', Subject: 'Last' }),
    );
    await arrivalsUpTo('ben@x.test');
    const sent = await mails.smtp.count(3);
    expect(sent.map(({ mail }) => mail.text?.trim()).toSorted()).toEqual([
      'Dear Anna Arndt, about "Gas".',
      'Dear Anna Arndt, about "Power".',
      'Dear ben@x.test, about "Last".',
    ]);
    for (const { mail, envelope } of sent) {
      expect(envelope.from).toBe('');
      expect(mail.headers.get('auto-submitted')).toBe('auto-replied');
    }
  });

  it('whose attachments were stored when the process was killed, and which is gone since, leaves nothing of them', async () => {
    await mails.open();
    const left = async () => {
      const pieces = new AttachmentPieces(mails.running.get(Storage));
      return { pieces, bytes: (await buffer(Readable.from(pieces.read('orphan')))).byteLength };
    };
    const { pieces } = await left();
    await pieces.write('orphan', Readable.from([Buffer.alloc(1_000)]));
    expect((await left()).bytes).toBe(1_000);
    await mails.stop();
    await mails.start();
    expect((await left()).bytes).toBe(0);
  });

  it('brings its attachments, piece by piece', async () => {
    await mails.open();
    const content = randomBytes(1_000_000);
    const parts = [
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x\r\nContent-Type: text/plain\r\n\r\nSee there.',
      `--x\r\nContent-Type: image/png; name="meter.png"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString('base64').replace(/.{76}/g, '$&\r\n')}`,
      '--x--',
      '',
    ];
    await mails.imap.deliver(Buffer.from(`From: a@x.test\r\nTo: service@works.test\r\n${parts.join('\r\n')}`));
    const { contact } = await mails.event('contact-arrived');
    const [message] = await mails.centre.messages({ contact });
    const [attachment] = message?.attachments ?? [];
    expect(attachment).toMatchObject({ name: 'meter.png', type: 'image/png', bytes: 1_000_000 });
    const pieces: Buffer[] = [];
    const wanted = { contact, attachment: attachment?.attachment ?? '' };
    for await (const { base64 } of mails.centre.attachment(wanted)) pieces.push(Buffer.from(base64, 'base64'));
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(content)).toBe(true);
    const unknown = mails.centre.attachment({ contact, attachment: 'other' });
    await expect(unknown[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'CRS-COM-053' });
  });

  it('of fifty megabytes is read at its beginning, and says so', async () => {
    await mails.open();
    const rest = Buffer.alloc(50 * 1_048_576, 'All work and no play makes a long mail.\r\n');
    await mails.imap.deliver(Buffer.concat([Buffer.from(letter({ From: 'a@x.test' }).replace(/\n/g, '\r\n')), rest]));
    const { contact } = await mails.event('contact-arrived');
    const [message] = await mails.centre.messages({ contact });
    expect(message?.note).toMatch(/more than the 26214400 that are read/);
    expect(message?.subject).toBe('Gas');
    expect(message?.text.length).toBeLessThan(300_000);
    expect(message?.text).toMatch(/^How much is gas\?/);
  });

  it('that is not well-formed is a contact with what could be read', async () => {
    await mails.open();
    await mails.imap.deliver(
      Buffer.from('\xff\xfe no header\r\n\r\n\0\0', 'latin1'),
      letter({ From: '<<broken', 'Message-ID': '', Subject: '' }, '\u{1F525}'),
      letter({ From: 'last@x.test', 'Content-Type': 'multipart/mixed; boundary=never' }, 'No part of it.'),
    );
    expect(await arrivalsUpTo('last@x.test')).toHaveLength(3);
  });
});
