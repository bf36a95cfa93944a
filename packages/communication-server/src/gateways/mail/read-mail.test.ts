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

  it('finds no address in a header of one long word, at once', async () => {
    const { mail } = await read(`X-Original-To: ${'a'.repeat(200_000)}\r\nTo: service@works.test\r\n\r\nHello`);
    expect(mail.recipients).toEqual(['service@works.test']);
    const { mail: other } = await read('X-Original-To: <Service@works.test> (for us)\r\n\r\nHello');
    expect(other.recipients).toEqual(['service@works.test']);
  });

  it('keeps of an address no more than there is room for', async () => {
    const { mail } = await read(`From: ${'a'.repeat(400)}@b.test\r\nReply-To: ${'c'.repeat(400)}@b.test\r\n\r\nHello`);
    expect([mail.from.address, mail.replyTo, mail.returnPath].map(({ length }) => length)).toEqual([320, 320, 320]);
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

  const from = 'From: a@b.test\r\n';
  const nested = Array.from({ length: 1_000 }, (_, depth) => {
    return `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n`;
  });
  const apart = 'It could not be taken apart: this is what stands in it';
  it.each<[string, string | Buffer, { text: string; address?: string; subject?: string; notes?: unknown[] }]>([
    ['nothing at all', '', { text: '', address: '' }],
    ['no headers', 'just a line', { text: '', address: '' }],
    ['headers and no body', `${from}Subject: x`, { text: '', subject: 'x' }],
    [
      'a header without an end',
      `${from}Subject: ${'x'.repeat(300_000)}`,
      { text: '', subject: `${'x'.repeat(1_000)}…` },
    ],
    ['thousands of headers', `${from}${'X-Header: y\r\n'.repeat(5_000)}\r\nHello`, { text: 'Hello' }],
    [
      'a boundary that never comes',
      `${from}Content-Type: multipart/mixed; boundary=x\r\n\r\nHello`,
      { text: 'Hello', notes: [apart] },
    ],
    [
      'parts without a boundary',
      `${from}Content-Type: multipart/mixed\r\n\r\nHello`,
      { text: 'Hello', notes: [apart] },
    ],
    [
      'parts in parts, a thousand deep',
      `${from}${nested.join('')}\r\nHello`,
      {
        text: expect.stringContaining('--b1') as unknown as string,
        notes: [expect.stringContaining('in part only'), apart],
      },
    ],
    ['broken base64', `${from}Content-Transfer-Encoding: base64\r\n\r\n!!!SGVsbG8=***`, { text: 'Hello' }],
    [
      'broken quoted-printable',
      `${from}Content-Transfer-Encoding: quoted-printable\r\n\r\nHi =ZZ =`,
      { text: 'Hi =ZZ' },
    ],
    ['an unknown charset', `${from}Content-Type: text/plain; charset=klingon\r\n\r\nHello`, { text: 'Hello' }],
    [
      'bytes that are no UTF-8',
      Buffer.from(`${from}Content-Type: text/plain; charset=utf-8\r\n\r\nHi \xff\xc3`, 'latin1'),
      { text: 'Hi \ufffd\ufffd' },
    ],
    ['NUL bytes', `${from}Subject: a\0b\r\n\r\nHel\0lo`, { text: 'Hello', subject: 'ab' }],
    [
      'a group of senders',
      'From: friends: a@b.test, c@d.test;\r\nTo: undisclosed-recipients:;\r\n\r\nHello',
      { text: 'Hello' },
    ],
    ['bare line feeds', 'From: a@b.test\nSubject: x\n\nHello', { text: 'Hello', subject: 'x' }],
    ['a date of nowhere', `${from}Date: Yesterday\r\n\r\nHello`, { text: 'Hello' }],
    [
      'HTML as deep as a well',
      `${from}Content-Type: text/html\r\n\r\n${'<div>'.repeat(50_000)}Hello`,
      { text: expect.stringMatching(/^<div>/) as unknown as string, notes: [expect.stringContaining('HTML'), apart] },
    ],
  ])(
    'reads a mail with %s as far as it goes',
    async (_, raw, { text: body, address = 'a@b.test', subject = '', notes = [] }) => {
      const { mail } = await read(raw);
      expect({ ...mail, text: mail.text.trim() }).toMatchObject({ from: { address }, subject, text: body, notes });
      expect(mail.messageId).toMatch(/^<[0-9a-f]{40}@unnamed\.invalid>$/);
    },
  );

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
