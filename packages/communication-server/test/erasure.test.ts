import { randomUUID } from 'node:crypto';
import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everythingStored } from './support/everything-stored.js';
import { withoutImap } from './support/mail/imap-server.js';
import { letter, MailCentre } from './support/mail/mail-centre.js';
import { ChatCentre } from './support/webchat/chat-centre.js';
import type { Visitor } from './support/webchat/visitor.js';

const erased = { customer: '17', by: 'officer' };

describe('the erasure of a customer who has chatted', () => {
  const identify = async () => ({ customer: '17', name: 'Anna Arndt' });
  let house: ChatCentre;
  let anna: Visitor;
  beforeEach(async () => {
    house = new ChatCentre();
    await house.start({ webchat: { identify } });
    anna = house.visitor();
    await anna.come({ identity: 'anna' });
    await anna.write('My number is 4711');
  });
  afterEach(async () => {
    await anna.vanish();
    await house.close();
  });

  async function chat(): Promise<string> {
    await house.ready('ada');
    const { contact } = await house.accept();
    await anna.sendFile('of-anna.txt', Buffer.from('the content of a file'));
    await house.centre.sendMessage({ agent: 'ada', contact, message: randomUUID(), text: 'Dear Anna' });
    await house.centre.hangUp({ agent: 'ada', contact });
    await house.centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done', note: 'Anna is moving' });
    return contact;
  }

  it('leaves nothing of what was said, by whom, of the files and the notes; that it was, and when, stays', async () => {
    const contact = await chat();
    const before = await house.centre.events({ limit: 10_000 });
    expect(await house.stored()).toMatch(/Anna Arndt.*is 4711/s);
    expect(await house.centre.erase(erased)).toMatchObject({ erased: [contact], open: [] });

    const kept = await house.stored();
    for (const value of ['Anna', 'is 4711', 'of-anna', 'the content of a file', 'moving'])
      expect(kept).not.toContain(value);
    const after = await house.centre.events({ limit: 10_000 });
    expect(after.slice(0, before.length).map(({ number, at, type }) => [number, at, type])).toEqual(
      before.map(({ number, at, type }) => [number, at, type]),
    );
    expect(after.at(-1)).toMatchObject({ type: 'contact-erased', contact, by: 'officer' });
    const shown = [{ contact, from: '(erased)', note: '(erased)', disposition: 'done', outcome: 'handled' }];
    expect(await house.centre.contacts({ customer: '17' })).toMatchObject(shown);
    expect((await house.centre.messages({ contact })).map(({ text }) => text)).toEqual(Array(3).fill('(erased)'));
  });

  it('is so after a restart too, from the log alone, and a second one finds nothing more', async () => {
    const contact = await chat();
    await house.centre.erase(erased);
    const [view] = await house.centre.contacts({ contact });
    const { length } = await house.centre.events({ limit: 10_000 });
    await house.stop();
    await house.start({ webchat: { identify } });
    expect(await house.centre.contacts({ contact })).toEqual([view]);
    expect(await house.centre.erase(erased)).toMatchObject({ erased: [contact], open: [] });
    expect(await house.centre.events({ limit: 10_000 })).toHaveLength(length);
  });

  it('waits for what is not over', async () => {
    const [{ contact } = { contact: '' }] = await house.centre.contacts({ customer: '17' });
    expect(await house.centre.erase(erased)).toMatchObject({ erased: [], open: [contact] });
    expect(await house.stored()).toContain('is 4711');
  });

  it('takes nothing of other customers', async () => {
    await chat();
    expect(await house.centre.erase({ ...erased, customer: '1' })).toMatchObject({ erased: [], open: [] });
    expect(await house.stored()).toContain('is 4711');
  });
});

describe.skipIf(withoutImap)('the erasure of a customer who has written mails', () => {
  let mails: MailCentre;
  beforeEach(async () => {
    mails = new MailCentre();
    await mails.open();
    await mails.logIn();
  });
  afterEach(() => mails.close());

  /** Anna has written, was answered and is erased. */
  async function erasedMail(): Promise<string> {
    const headers = {
      'Message-ID': '<1@there.test>',
      'MIME-Version': '1.0',
      'Content-Type': 'multipart/mixed; boundary=x',
    };
    const body = [
      ...['--x', 'Content-Type: text/plain', '', 'My number is 4711'],
      ...['--x', 'Content-Type: text/plain; name=paper.txt', 'Content-Disposition: attachment; filename=paper.txt'],
      ...['', 'the content of a file', '--x--'],
    ].join('\n');
    const written = letter(headers, body);
    await mails.imap.deliver(written);
    const contact = (await mails.accept()).contact?.contact ?? '';
    await mails.centre.annotate({ contact, customer: '17' });
    await mails.centre.sendMessage({ agent: 'ada', contact, message: randomUUID(), text: 'Dear Anna' });
    await mails.smtp.count(1);
    await mails.finish(contact);
    expect(await everythingStored(mails.running.get(Storage), 'mail')).toMatch(/is 4711/);
    expect(await mails.centre.erase(erased)).toMatchObject({ erased: [contact], open: [] });
    return written;
  }

  async function expectNothingOfAnna(): Promise<void> {
    const kept = await everythingStored(mails.running.get(Storage), 'mail');
    for (const value of ['Anna', 'anna@', 'is 4711', 'paper', 'the content of a file', 'Gas'])
      expect(kept).not.toContain(value);
  }

  it('leaves nothing of them, of their attachments and of the answers', async () => {
    await erasedMail();
    await expectNothingOfAnna();
  });

  it('brings nothing of them back when the mailbox that has them is numbered anew', async () => {
    const written = await erasedMail();
    await mails.stop();
    await mails.imap.renumber([written]);
    await mails.start();
    expect(await mails.event('message-set-aside')).toMatchObject({ kind: 'duplicate' });
    await expectNothingOfAnna();
  });

  it.each([450, 550])('is not undone by an answer that is just being refused with %i', async (code) => {
    mails.smtp.refused.set('anna@customer.test', code);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      mails.smtp.asked = () => {
        resolve();
        return answered;
      };
    });
    await mails.imap.deliver(letter({ 'Message-ID': '<1@there.test>' }));
    const contact = (await mails.accept()).contact?.contact ?? '';
    await mails.centre.annotate({ contact, customer: '17' });
    await mails.centre.sendMessage({ agent: 'ada', contact, message: randomUUID(), text: 'Dear Anna' });
    await asked;
    await mails.finish(contact);
    expect(await mails.centre.erase(erased)).toMatchObject({ erased: [contact], open: [] });
    answer();

    // Whoever is answered after it is sent it after it.
    await mails.imap.deliver(letter({ From: 'ben@x.test', Subject: 'Power', 'Message-ID': '<2@x.test>' }));
    const other = (await mails.accept()).contact;
    expect(other).toMatchObject({ from: 'ben@x.test' });
    const text = 'Thirty cents.';
    await mails.centre.sendMessage({ agent: 'ada', contact: other?.contact ?? '', message: randomUUID(), text });
    await mails.smtp.count(1);
    await expectNothingOfAnna();
  });

  it('leaves nothing of a message left by telephone, its letter and its call, which nobody knew to be of that customer', async () => {
    await mails.stop();
    mails.queue = { voicemailTo: 'team@works.test' };
    await mails.start();
    await mails.machine.record('call-1');
    await mails.smtp.count(1);
    const { contact: call } = await mails.event('voicemail-left');
    const message = (await mails.accept()).contact?.contact ?? '';
    await mails.centre.annotate({ contact: message, customer: '17' });
    await mails.finish(message);
    expect(await everythingStored(mails.running.get(Storage), 'mail')).toMatch(/\+49301.*RIFF/s);
    expect(await mails.centre.erase(erased)).toMatchObject({ erased: [message, call], open: [] });
    const kept = await everythingStored(mails.running.get(Storage), 'mail');
    for (const value of ['+49301', 'RIFF']) expect(kept).not.toContain(value);
  });
});
