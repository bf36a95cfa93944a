import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMail } from './read-mail.js';

const read = async (raw: string | Buffer) => {
  const kept: { name: string; type: string; content: string }[] = [];
  const mail = await readMail(Readable.from([Buffer.from(raw)]), async ({ name, type, content }) => {
    kept.push({ name, type, content: await text(content) });
  });
  return { mail, kept };
};

describe('readMail', () => {
  it('reads who wrote what to whom, and what it answers', async () => {
    const { mail } = await read(
      [
        'Return-Path: <bounces@customer.test>',
        'From: =?utf-8?Q?J=C3=B6rg?= <JOERG@customer.test>',
        'Reply-To: office@customer.test',
        'To: Service@works.test, other@x.test',
        'Subject: =?utf-8?B?R3LDvMOfZQ==?=',
        'Message-ID: <2@customer.test>',
        'In-Reply-To: <1@works.test>',
        'References: <0@works.test>\r\n <1@works.test>',
        'Content-Type: text/plain; charset=iso-8859-1',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Gr=FC=DFe',
      ].join('\r\n'),
    );
    expect(mail).toMatchObject({
      from: { address: 'joerg@customer.test', name: 'Jörg' },
      replyTo: 'office@customer.test',
      returnPath: 'bounces@customer.test',
      recipients: ['service@works.test', 'other@x.test'],
      subject: 'Grüße',
      messageId: '<2@customer.test>',
      parents: ['<1@works.test>', '<0@works.test>'],
      text: 'Grüße',
      notes: [],
    });
  });

  it('makes text of HTML, and nothing of its scripts', async () => {
    const { mail } = await read(
      'From: a@b.test\r\nContent-Type: text/html\r\n\r\n<p>Hello</p><script>steal()</script><img src="http://x.test/1">',
    );
    expect(mail.text).toContain('Hello');
    expect(mail.text).not.toMatch(/[<>]|steal/);
  });

  it('hands over attachments with names that are no paths', async () => {
    const { kept, mail } = await read(
      [
        'From: a@b.test',
        'Content-Type: multipart/mixed; boundary=x',
        '',
        '--x\r\nContent-Type: text/plain\r\n\r\nsee there',
        '--x\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="../../etc/passwd"\r\n\r\na;b',
        '--x--',
      ].join('\r\n'),
    );
    expect(kept).toEqual([{ name: '.._.._etc_passwd', type: 'text/csv', content: 'a;b' }]);
    expect(mail.text.trim()).toBe('see there');
  });

  it('names a mail without an id by what it consists of', async () => {
    const [one, same, other] = await Promise.all(
      ['one', 'one', 'two'].map((body) => read(`From: a@b.test\r\n\r\n${body}`)),
    );
    expect(one?.mail.messageId).toBe(same?.mail.messageId);
    expect(one?.mail.messageId).not.toBe(other?.mail.messageId);
  });

  it('reads something of whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.constantFrom(
              'From: a@b.test\r\n',
              'From: <<>>\r\n',
              'Content-Type: multipart/mixed; boundary=x\r\n',
              'Content-Type: text/html; charset=nonsense\r\n',
              'Content-Transfer-Encoding: base64\r\n',
              'Content-Type: message/rfc822\r\n',
              '\r\n',
              '--x\r\n',
              '--x--',
            ),
            fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
          ),
          { maxLength: 12 },
        ),
        async (parts) => {
          const { mail } = await read(Buffer.from(parts.join(''), 'latin1'));
          expect(mail.messageId).toMatch(/^<.+>$/);
          expect(mail.text + mail.subject + mail.from.name).not.toContain('\0');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('fails when the mail is not whole because its source has failed', async () => {
    const source = new Readable({ read() {} });
    const failing = readMail(source, async () => undefined);
    source.push('From: a@b.test\r\n\r\nhalf of');
    source.destroy(new Error('the connection was lost'));
    await expect(failing).rejects.toThrow('the connection was lost');
  });

  it('fails when an attachment cannot be kept', async () => {
    const raw = 'Content-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\nx';
    const failing = readMail(Readable.from([Buffer.from(raw)]), () => Promise.reject(new Error('the disk is full')));
    await expect(failing).rejects.toThrow('the disk is full');
  });
});
