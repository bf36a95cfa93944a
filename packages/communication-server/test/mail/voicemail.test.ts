import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { communicationServer } from '../../src/component.js';
import { soundOf } from '../support/mail/answering-machine.js';
import { withoutImap } from '../support/mail/imap-server.js';
import { MailCentre, mailQueue } from '../support/mail/mail-centre.js';

let mails: MailCentre;
beforeEach(() => {
  mails = new MailCentre();
  mails.queue = { voicemailTo: 'Team@works.test' };
});
afterEach(() => mails.close());

describe.skipIf(withoutImap)('a message left by telephone', () => {
  it('is mailed with its sound where the queue says so, and is work all the same', async () => {
    await mails.open();
    await mails.machine.record('call-1');
    const [{ mail, envelope } = { mail: undefined, envelope: undefined }] = await mails.smtp.count(1);
    expect(envelope).toEqual({ from: 'service@works.test', to: ['Team@works.test'] });
    expect(mail?.subject).toBe('Voicemail from +49301 for letters');
    expect(mail?.text).toMatch(/^Caller: \+49301\nDialled: \+49309\nQueue: letters\nTime: .* UTC\nLength: 12 s/);
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    const [sound] = mail?.attachments ?? [];
    expect(sound?.filename).toMatch(/^voicemail-.*\.wav$/);
    expect(sound?.contentType).toBe('audio/wav');
    expect(sound?.content.equals(soundOf('call-1'))).toBe(true);
    await mails.logIn();
    expect((await mails.accept()).contact).toMatchObject({ queue: 'letters', voicemail: { recording: 'call-1' } });
  });

  it('is mailed once, over restarts', async () => {
    await mails.open();
    await mails.machine.record('call-1');
    await mails.smtp.count(1);
    await mails.stop();
    await mails.start();
    await mails.machine.record('call-1');
    await mails.machine.record('call-2');
    const sent = await mails.smtp.count(2);
    expect(sent.map((one) => one.mail.attachments[0]?.content.equals(soundOf('call-2')))).toEqual([false, true]);
  });

  it('is work also when nobody takes the mail', async () => {
    await mails.open();
    mails.smtp.refused.set('Team@works.test', 550);
    await mails.machine.record('call-1');
    await mails.logIn();
    expect((await mails.accept()).contact).toMatchObject({ voicemail: { recording: 'call-1' } });
    expect(await mails.all('contact-arrived')).toHaveLength(2);
  });

  it('is not mailed where nobody could send it: that is told at the start', () => {
    const queues = [{ ...mailQueue('letters'), voicemailTo: 'team@works.test' }];
    expect(() => communicationServer({ agents: [], queues })).toThrow('no gateway sends mail');
  });
});
