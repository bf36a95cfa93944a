import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutImap } from '../support/mail/imap-server.js';
import { letter, MailCentre } from '../support/mail/mail-centre.js';

let mails: MailCentre;
beforeEach(() => {
  mails = new MailCentre();
});
afterEach(() => mails.close());

describe.skipIf(withoutImap)('a contact by mail', () => {
  it('waits in its queue, is read and answered by an agent in its thread, and ends with a wrap-up', async () => {
    await mails.open();
    await mails.logIn();
    await mails.imap.deliver(letter());
    const { contact } = await mails.accept();
    expect(contact).toMatchObject({ channel: 'mail', from: 'anna@customer.test', to: 'service@works.test' });

    const id = contact?.contact ?? '';
    const [message] = await mails.centre.messages({ contact: id });
    expect(message).toMatchObject({ direction: 'in', subject: 'Gas', text: 'How much is gas?\n', state: 'received' });
    await mails.centre.sendMessage({ agent: 'ada', contact: id, message: randomUUID(), text: 'Nine cents.' });
    const [{ mail, envelope } = { mail: undefined, envelope: undefined }] = await mails.smtp.count(1);
    expect(envelope).toEqual({ from: 'service@works.test', to: ['anna@customer.test'] });
    expect(mail).toMatchObject({ subject: 'Re: Gas', inReplyTo: '<1@customer.test>', text: 'Nine cents.\n' });
    expect(mail?.from?.text).toBe('"Stadtwerke" <service@works.test>');

    await mails.finish(id);
    expect((await mails.centre.contacts({ contact: id }))[0]).toMatchObject({ state: 'closed', outcome: 'handled' });
    expect(await mails.all('message-sent')).toHaveLength(1);
  });
});
