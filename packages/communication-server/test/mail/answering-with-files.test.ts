import { randomUUID } from 'node:crypto';
import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MailStore } from '../../src/gateways/mail/mail-store.js';
import { PIECES, pieceColumns } from '../../src/gateways/mail/mail-tables.js';
import { withoutImap } from '../support/mail/imap-server.js';
import { letter, MailCentre } from '../support/mail/mail-centre.js';

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(400_000, 'x')]);
const note = Buffer.from('Größe: 10 m³');

let mails: MailCentre;
let contact: string;
beforeEach(async () => {
  mails = new MailCentre();
  await mails.open();
  await mails.logIn();
  await mails.imap.deliver(letter());
  contact = (await mails.accept()).contact?.contact ?? '';
});
afterEach(() => mails.close());

const attach = (message: string, name: string, content: Buffer) =>
  mails.centre.attach({ agent: 'ada', contact, message, name, base64: content.toString('base64') });
const send = (message: string, ...attachments: string[]) =>
  mails.centre.sendMessage({ agent: 'ada', contact, message, text: 'See there.', attachments });
/** The attachments of which there is content in the store. */
async function stored(): Promise<readonly string[]> {
  const wanted = { store: 'system', table: PIECES, columns: [pieceColumns.attachment] };
  const rows = await mails.running.get(Storage).select(wanted);
  return [...new Set(rows.map((row) => String(row.attachment)))];
}

describe.skipIf(withoutImap)('an answer by mail', () => {
  it('takes files along, each once and as what it holds, and has them in its thread', async () => {
    const message = randomUUID();
    const price = await attach(message, '../../prices.pdf', pdf);
    expect(price).toMatchObject({ name: 'prices.pdf', type: 'application/pdf', bytes: pdf.length });
    expect(await attach(message, '../../prices.pdf', pdf)).toEqual(price);
    const wrong = await attach(message, 'wrong.txt', Buffer.from('wrong'));
    const text = await attach(message, 'note.html', note);
    expect(await mails.centre.messages({ contact })).toHaveLength(1);
    const sent = await send(message, price.attachment, text.attachment);
    expect(await send(message, price.attachment, text.attachment)).toMatchObject({ message });

    const [{ mail } = { mail: undefined }] = await mails.smtp.count(1);
    expect(mail?.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['prices.pdf', 'application/pdf'],
      ['note.html', 'text/plain'],
    ]);
    expect(mail?.attachments[0]?.content.equals(pdf)).toBe(true);
    expect(mail?.attachments[1]?.content.equals(note)).toBe(true);
    expect(sent.attachments).toEqual([price, text]);
    const [, answer] = await mails.centre.messages({ contact });
    expect(answer?.attachments).toEqual([price, text]);
    const pieces: Buffer[] = [];
    for await (const { base64 } of mails.centre.attachment({ contact, attachment: price.attachment }))
      pieces.push(Buffer.from(base64, 'base64'));
    expect(Buffer.concat(pieces).equals(pdf)).toBe(true);
    expect(await stored()).not.toContain(wrong.attachment);
  });

  it('takes nothing that is empty, of a strange type, too much, or behind what is sent', async () => {
    const message = randomUUID();
    await expect(attach(message, 'a.exe', Buffer.from('MZ\0\0'))).rejects.toThrow('none of the types that can be sent');
    await expect(attach(message, 'a.txt', Buffer.alloc(0))).rejects.toThrow('it is empty');
    const large = (name: string) => attach(message, name, Buffer.alloc(8_000_000, 'x'));
    await large('1.txt');
    await expect(large('2.txt')).rejects.toThrow('at most 15000000 bytes together');
    for (let number = 2; number <= 10; number++) await attach(message, `${number}.txt`, note);
    await expect(attach(message, '11.txt', note)).rejects.toThrow('at most 10 files');
    await expect(send(message, 'other')).rejects.toMatchObject({ code: 'CRS-COM-053' });
    await send(message);
    await expect(attach(message, 'late.txt', note)).rejects.toMatchObject({ code: 'CRS-COM-057' });
    expect(await stored()).toEqual([]);
  });

  it('goes once when it is asked for twice at once, and one of them sees it late', async () => {
    const store = new MailStore(mails.running.get(Storage), 'mail');
    const message = randomUUID();
    await send(message);
    await mails.smtp.count(1);
    await vi.waitFor(async () => expect(await store.find(message)).toMatchObject({ state: 'sent' }));
    const sent = await store.find(message);
    const find = vi.spyOn(MailStore.prototype, 'find');
    for (const seen of [undefined, sent && { ...sent, state: 'draft' as const }]) {
      find.mockResolvedValueOnce(seen);
      expect(await send(message)).toMatchObject({ message, state: 'sent' });
    }
    find.mockRestore();
    await send(randomUUID());
    await mails.smtp.count(2);
    expect(new Set(mails.smtp.sent.map(({ mail }) => mail.messageId)).size).toBe(2);
  });

  it('forgets what was attached to an answer that was given up', async () => {
    const first = await attach(randomUUID(), 'a.txt', note);
    const second = await attach(randomUUID(), 'a.txt', note);
    expect(second.attachment).not.toBe(first.attachment);
    expect(await stored()).toEqual([second.attachment]);
  });

  it('has no files of who does not lead the contact', async () => {
    await mails.finish(contact);
    await expect(attach(randomUUID(), 'a.txt', note)).rejects.toMatchObject({ code: 'CRS-COM-008' });
    expect(await stored()).toEqual([]);
  });

  it('goes with its files when the process was stopped before it was sent', async () => {
    await mails.smtp.stop();
    const message = randomUUID();
    const price = await attach(message, 'prices.pdf', pdf);
    await send(message, price.attachment);
    await mails.stop();
    await mails.smtp.start();
    await mails.start();
    const [sent] = await mails.smtp.count(1);
    expect(sent?.mail.attachments[0]?.content.equals(pdf)).toBe(true);
  });
});
