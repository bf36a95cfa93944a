import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImapServer, withoutImap } from '../support/mail/imap-server.js';
import { letter, MailCentre } from '../support/mail/mail-centre.js';

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

  it('is connected again when its server has been away', async () => {
    await mails.open();
    await mails.imap.stop();
    await mails.imap.start();
    await mails.imap.deliver(letter({ From: 'a@x.test' }));
    expect(await arrivalsUpTo('a@x.test')).toEqual(['a@x.test']);
  });

  it('may be numbered anew, or hold the same mail twice: nothing opens a second contact', async () => {
    await mails.open();
    const [one, unnamed] = [letter({ From: 'a@x.test' }), letter({ From: 'b@x.test', 'Message-ID': '' })];
    await mails.imap.deliver(one, unnamed, one);
    await mails.event('contact-arrived');
    await mails.stop();
    await mails.imap.renumber([one, unnamed, letter({ From: 'c@x.test', 'Message-ID': '<c@x.test>' })]);
    await mails.start();
    expect(await arrivalsUpTo('c@x.test')).toEqual(['a@x.test', 'b@x.test', 'c@x.test']);
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
    expect(sent.map(({ mail }) => mail.text?.trim())).toEqual([
      'Dear Anna Arndt, about "Gas".',
      'Dear Anna Arndt, about "Power".',
      'Dear ben@x.test, about "Last".',
    ]);
    for (const { mail, envelope } of sent) {
      expect(envelope.from).toBe('');
      expect(mail.headers.get('auto-submitted')).toBe('auto-replied');
    }
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
