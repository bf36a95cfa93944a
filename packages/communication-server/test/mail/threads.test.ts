import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withoutImap } from '../support/mail/imap-server.js';
import { letter, MailCentre } from '../support/mail/mail-centre.js';

const BOUND_MS = 15_000;

let mails: MailCentre;
beforeEach(async () => {
  mails = new MailCentre();
  await mails.open();
});
afterEach(() => mails.close());

const answer = (contact: string, text: string, message = randomUUID()) =>
  mails.centre.sendMessage({ agent: 'ada', contact, message, text });

/** Anna has written and been answered; the id of our answer. */
async function answered(): Promise<{ readonly contact: string; readonly messageId: string }> {
  await mails.logIn();
  await mails.imap.deliver(letter());
  const contact = (await mails.accept()).contact?.contact ?? '';
  await answer(contact, 'Nine cents.');
  const [sent] = await mails.smtp.count(1);
  return { contact, messageId: sent?.mail.messageId ?? '' };
}

/** What the mail server of the customer writes when it could not deliver our answer. */
const returned = (messageId: string) =>
  [
    'Return-Path: <>',
    'From: MAILER-DAEMON@customer.test',
    'To: service@works.test',
    'Subject: Undelivered',
    'Message-ID: <b1@customer.test>',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
    '',
    '--x\nContent-Type: text/plain\n\nNobody of this name.',
    '--x\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n',
    `--x\nContent-Type: message/rfc822\n\nSubject: Re: Gas\nMessage-ID: ${messageId}\n\nNine cents.`,
    '--x--',
    '',
  ].join('\n');

describe.skipIf(withoutImap)('a thread of mails', () => {
  it('goes on in the contact while it is open, and in a new one later', async () => {
    const { contact, messageId } = await answered();
    await mails.imap.deliver(
      letter({ Subject: 'Thanks', 'Message-ID': '<2@customer.test>', 'In-Reply-To': messageId }, 'And power?'),
    );
    expect(await mails.event('message-received')).toMatchObject({ contact });
    await mails.finish(contact);

    const references = `<1@customer.test>\n ${messageId}\n <2@customer.test>`;
    await mails.imap.deliver(letter({ 'Message-ID': '<3@customer.test>', References: references }, 'Hello?'));
    const later = (await mails.accept()).contact?.contact ?? '';
    expect(later).not.toBe(contact);
    const messages = await mails.centre.messages({ contact: later });
    expect(messages.map(({ text, contact: of }) => [text.trim(), of])).toEqual([
      ['How much is gas?', contact],
      ['Nine cents.', contact],
      ['And power?', contact],
      ['Hello?', later],
    ]);
    await answer(later, 'Thirty.');
    const [, second] = await mails.smtp.count(2);
    expect(second?.mail.inReplyTo).toBe('<3@customer.test>');
    expect(second?.mail.references).toEqual(['<1@customer.test>', messageId, '<2@customer.test>', '<3@customer.test>']);
  });

  it('is not made of mails that have only the subject in common', async () => {
    await mails.imap.deliver(
      letter({ 'Message-ID': '<1@a.test>' }),
      letter({ 'Message-ID': '<1@b.test>', From: 'ben@b.test', Subject: 'Re: Gas' }),
    );
    const first = await mails.event('contact-arrived');
    const second = await mails.event('contact-arrived', first.number);
    expect(await mails.centre.messages({ contact: first.contact })).toHaveLength(1);
    expect(await mails.centre.messages({ contact: second.contact })).toHaveLength(1);
  });

  it('goes to the queue of the address that was written to, and is answered from there', async () => {
    await mails.stop();
    await mails.start({ addresses: { 'Complaints@works.test': 'complaints' } });
    await mails.logIn();
    await mails.imap.deliver(letter({ To: 'complaints@works.test', Cc: 'service@works.test' }));
    const { contact } = await mails.accept();
    expect(contact).toMatchObject({ queue: 'complaints', to: 'complaints@works.test' });
    await answer(contact?.contact ?? '', 'Sorry.');
    const [sent] = await mails.smtp.count(1);
    expect(sent?.mail.from?.text).toBe('"Stadtwerke" <complaints@works.test>');
  });

  it('brings an answer that came back to somebody again', async () => {
    const { contact, messageId } = await answered();
    await mails.finish(contact);
    await mails.imap.deliver(returned(messageId));
    const again = (await mails.accept()).contact?.contact ?? '';
    expect(again).not.toBe(contact);
    const messages = await mails.centre.messages({ contact: again });
    expect(messages.map(({ state, automatic }) => [state, automatic])).toEqual([
      ['received', false],
      ['failed', false],
      ['received', true],
    ]);
    await answer(again, 'Nine cents, once more.');
    const [, second] = await mails.smtp.count(2);
    expect(second?.envelope.to).toEqual(['anna@customer.test']);
  });

  it('brings an answer that nobody takes to somebody again', async () => {
    await mails.logIn();
    mails.smtp.refused.set('anna@customer.test', 550);
    await mails.imap.deliver(letter());
    const contact = (await mails.accept()).contact?.contact ?? '';
    await answer(contact, 'Nine cents.');
    expect(await mails.event('message-received')).toMatchObject({ contact });
    await mails.finish(contact);
    await mails.stop();
    await mails.start();
    const [, failed] = await mails.centre.messages({ contact });
    expect(failed).toMatchObject({ state: 'failed', note: expect.stringContaining('there is nobody of this name') });
  });

  it('goes on in the contact that an answer has opened which was delayed first and refused then', async () => {
    await mails.logIn();
    mails.smtp.refused.set('anna@customer.test', 450);
    await mails.imap.deliver(letter());
    const first = (await mails.accept()).contact?.contact ?? '';
    const { message } = await answer(first, 'Nine cents.');
    const delayed = async () => (await mails.centre.messages({ contact: first })).at(-1)?.note;
    await vi.waitFor(async () => expect(await delayed()).toMatch(/^Not sent so far/), BOUND_MS);
    await mails.finish(first);
    mails.smtp.refused.set('anna@customer.test', 550);
    const again = (await mails.accept()).contact;
    expect(again).toMatchObject({ from: 'anna@customer.test', queue: 'letters' });
    const contact = again?.contact ?? '';
    expect(contact).not.toBe(first);
    mails.smtp.refused.clear();

    await mails.imap.deliver(
      returned(`<${message}@works.test>`),
      letter({ 'Message-ID': '<2@customer.test>', 'In-Reply-To': '<1@customer.test>' }, 'Hello?'),
    );
    const after = (await mails.event('message-received')).number;
    await mails.event('message-received', after);
    expect(await mails.all('message-received')).toMatchObject([{ contact, kind: 'bounce' }, { contact }]);
    expect(await mails.all('contact-arrived')).toHaveLength(2);
    const messages = await mails.centre.messages({ contact });
    expect(messages.map(({ text, state, contact: of }) => [text.trim().split('\n')[0], state, of])).toEqual([
      ['How much is gas?', 'received', first],
      ['Nine cents.', 'failed', first],
      ['Nobody of this name.', 'received', contact],
      ['Hello?', 'received', contact],
    ]);
  });
});

describe.skipIf(withoutImap)('an answer', () => {
  it('is sent once, however often it is asked for', async () => {
    await mails.logIn();
    await mails.imap.deliver(letter());
    const contact = (await mails.accept()).contact?.contact ?? '';
    const message = randomUUID();
    await answer(contact, 'Nine cents.', message);
    await answer(contact, 'Nine cents.', message);
    await answer(contact, 'Really.');
    const sent = await mails.smtp.count(2);
    expect(sent.map(({ mail }) => mail.text?.trim())).toEqual(['Nine cents.', 'Really.']);
    expect(await mails.all('message-sent')).toHaveLength(2);
  });

  it('is refused to who does not lead the contact, and nothing is sent', async () => {
    const { contact } = await answered();
    await mails.finish(contact);
    await expect(answer(contact, 'Too late.')).rejects.toMatchObject({ code: 'CRS-COM-008' });
    const messages = await mails.centre.messages({ contact });
    expect(messages.map(({ text }) => text.trim())).toEqual(['How much is gas?', 'Nine cents.']);
  });

  it('waits for a mail server that does not let our address send, and is work for nobody meanwhile', async () => {
    await mails.logIn();
    mails.smtp.takesOurs = false;
    await mails.imap.deliver(letter());
    const contact = (await mails.accept()).contact?.contact ?? '';
    await answer(contact, 'Nine cents.');
    const answered = async () => (await mails.centre.messages({ contact })).at(-1);
    await vi.waitFor(async () => expect((await answered())?.note).toContain('your account is suspended'), BOUND_MS);
    expect(await answered()).toMatchObject({ state: 'sending' });
    expect(await mails.all('message-received')).toEqual([]);
    mails.smtp.takesOurs = true;
    expect(await mails.smtp.count(1)).toHaveLength(1);
  });

  it('waits for a mail server that is down', async () => {
    await mails.logIn();
    await mails.imap.deliver(letter());
    const contact = (await mails.accept()).contact?.contact ?? '';
    await mails.smtp.stop();
    expect(await answer(contact, 'Nine cents.')).toMatchObject({ state: 'sending' });
    await mails.stop();
    await mails.smtp.start();
    await mails.start();
    const [sent] = await mails.smtp.count(1);
    expect(sent?.mail.text?.trim()).toBe('Nine cents.');
  });
});
