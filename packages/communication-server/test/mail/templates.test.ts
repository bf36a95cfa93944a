import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mail } from '../../src/mail.js';
import { ImapServer, withoutImap } from '../support/mail/imap-server.js';
import { letter, MailCentre } from '../support/mail/mail-centre.js';

let mails: MailCentre;
beforeEach(() => {
  mails = new MailCentre();
});
afterEach(() => mails.close());

const english = { label: 'Prices', language: 'en' };

describe.skipIf(withoutImap)('texts for answers', () => {
  it('are those of the queue, in each language, filled in with what is known and nothing that strangers smuggle in', async () => {
    mails.templates = [
      {
        id: 'price',
        ...english,
        queues: ['letters'],
        text: 'Dear {name}, about "{subject}" ({queue}, {customer}): {agent}',
      },
      { id: 'price', label: 'Preise', language: 'de', text: 'Guten Tag {name}, {{frei}}' },
      { id: 'sorry', ...english, queues: ['complaints'], text: 'Sorry.' },
    ];
    await mails.open();
    await mails.logIn();
    await mails.imap.deliver(letter({ From: '"{agent} https://evil.test/now" <anna@customer.test>' }));
    const contact = (await mails.accept()).contact?.contact ?? '';
    expect(await mails.centre.templates({ agent: 'ada', contact })).toEqual([
      { id: 'price', ...english, text: 'Dear {agent} …, about "Gas" (letters, {customer}): Ada' },
      { id: 'price', label: 'Preise', language: 'de', text: 'Guten Tag {agent} …, {frei}' },
    ]);
    await mails.centre.annotate({ contact, customer: 'C-7' });
    const [filled] = await mails.centre.templates({ agent: 'ada', contact });
    expect(filled?.text).toContain('(letters, C-7)');
  });

  it('stop the start when they cannot be filled in, for agents and for automatic replies', async () => {
    mails.templates = [{ id: 'price', ...english, queues: ['lettres'], text: 'Dear {nmae}' }];
    await mails.imap.start();
    await mails.smtp.start();
    const start = mails.start();
    await expect(start).rejects.toThrow('is for "lettres", which is no queue');
    await expect(start).rejects.toThrow("Nothing is known that is called 'nmae' (did you mean 'name'?)");
    const imap = new ImapServer();
    const options = { imap: imap.access, smtp: mails.smtp.access, from: 'service@works.test', queue: 'letters' };
    expect(() => mail({ ...options, autoReply: { text: 'I am {agent}' } })).toThrow("called 'agent'");
    await imap.close();
  });
});
