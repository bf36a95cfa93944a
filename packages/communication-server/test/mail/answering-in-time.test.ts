import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutImap } from '../support/mail/imap-server.js';
import { letter, MailCentre } from '../support/mail/mail-centre.js';

let mails: MailCentre;
beforeEach(() => {
  mails = new MailCentre();
});
afterEach(() => mails.close());

describe.skipIf(withoutImap)('the time in which a mail is to be answered', () => {
  it('runs on while a machine replies, over a restart and at the agent, and stops when the agent answers', async () => {
    mails.queue = { reply: { within: 14_400 } };
    await mails.open({ autoReply: { text: 'We have your mail.' } });
    await mails.imap.deliver(letter());
    await mails.smtp.count(1);
    const started = await mails.event('sla-clock-started');
    expect(started).toMatchObject({ queue: 'letters', due: started.at + 14_400_000 });
    await mails.stop();
    await mails.start();
    await mails.logIn();
    const view = await mails.accept();
    expect(view.contact?.reply).toEqual({ due: started.due, overdue: false });
    expect((await mails.centre.queueViews({}))[0]).toMatchObject({ replies: { overdue: 0, nextDue: started.due } });
    const contact = started.contact;
    await mails.centre.sendMessage({ agent: 'ada', contact, message: randomUUID(), text: 'Nine cents.' });
    const [stopped] = await mails.all('sla-clock-stopped');
    expect(stopped).toMatchObject({ contact, because: 'answered', businessMs: (stopped?.at ?? 0) - started.at });
    expect((await mails.centre.agent({ agent: 'ada' })).contact).not.toHaveProperty('reply');
    expect((await mails.centre.queueViews({}))[0]?.replies).toEqual({ overdue: 0 });
  });

  it('is over for all to see when nobody has answered', async () => {
    mails.queue = { reply: { within: 0.05 } };
    await mails.open();
    await mails.logIn();
    await mails.imap.deliver(letter());
    await mails.accept();
    const { contact } = await mails.event('sla-clock-breached');
    const seen = mails.centre.watchAgent({ agent: 'ada' })[Symbol.asyncIterator]();
    expect((await seen.next()).value?.contact).toMatchObject({ contact, reply: { overdue: true } });
    expect((await mails.centre.queueViews({}))[0]).toMatchObject({ replies: { overdue: 1 } });
  });
});
