import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { VirtualClock } from '@caruso/core';
import { Storage } from '@caruso/storage-manager/contract';
import { servers, titleOf } from '@caruso/test-databases';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everythingStored } from './support/everything-stored.js';
import { withoutImap } from './support/mail/imap-server.js';
import { letter, MailCentre } from './support/mail/mail-centre.js';
import { ChatCentre } from './support/webchat/chat-centre.js';

/** What engines treat otherwise: signs of four bytes, quotes, backslashes, ends of lines, and what looks like nothing. */
const ODD = "Zähler „4711“ 😀 \\ ' \n\t %_ ";
const content = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(600_000)]);

async function read(pieces: AsyncIterable<{ readonly base64: string }>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const { base64 } of pieces) read.push(Buffer.from(base64, 'base64'));
  return Buffer.concat(read);
}

describe.each(servers)('what gateways keep, on $name', (engine) => {
  describe.skipIf(engine.missing)(titleOf(engine), () => {
    let database: Awaited<ReturnType<typeof engine.create>>;
    beforeEach(async () => {
      database = await engine.create();
    });
    afterEach(() => database.drop());

    it('is the same for chats: messages once and in order, files byte by byte, after a restart, and erased', async () => {
      const house = new ChatCentre(database.url);
      const webchat = { identify: async () => ({ customer: '17', name: 'Anna Arndt' }) };
      await house.start({ webchat });
      const anna = house.visitor();
      await anna.come({ identity: 'anna' });
      const id = randomUUID();
      await anna.write(ODD, id);
      await house.ready('ada');
      const { contact } = await house.accept();
      await anna.sendFile('Zähler 😀.png', content);
      await house.centre.sendMessage({ agent: 'ada', contact, message: randomUUID(), text: ODD });
      await anna.vanish();
      await house.stop();

      await house.start({ webchat });
      await anna.come({ after: 0 });
      await anna.write(ODD, id);
      const messages = await house.centre.messages({ contact });
      expect(messages.map(({ direction, text }) => [direction, text])).toEqual([
        ['in', ODD],
        ['in', ''],
        ['out', ODD],
      ]);
      const [file] = messages[1]?.attachments ?? [];
      expect(file).toMatchObject({ name: 'Zähler 😀.png', type: 'image/png', bytes: content.length });
      const attachment = file?.attachment ?? '';
      expect((await read(house.centre.attachment({ contact, attachment }))).equals(content)).toBe(true);

      await house.centre.hangUp({ agent: 'ada', contact });
      await house.centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done', note: ODD });
      expect(await house.centre.erase({ customer: '17', by: 'officer' })).toMatchObject({ erased: [contact] });
      const kept = await house.stored();
      for (const value of ['„4711“', 'Anna', 'Zähler']) expect(kept).not.toContain(value);
      await anna.vanish();
      await house.close();
    }, 60_000);

    it('tells that a visitor is away who has gone with his first message, which the database still stores', async () => {
      const clock = new VirtualClock(Date.UTC(2026, 2, 2, 9));
      const house = new ChatCentre(database.url);
      await house.start({ clock });
      const anna = house.visitor();
      const socket = await anna.connect();
      anna.send({ type: 'hello', token: anna.token, after: 0, language: 'en' });
      await anna.standing('new');
      anna.send({ type: 'message', id: randomUUID(), text: 'How much is gas?' });
      const closed = once(socket, 'close');
      socket.close();
      await closed;
      await vi.waitFor(async () => {
        clock.advance(1_000);
        expect(await house.centre.contacts({})).toMatchObject([{ state: 'waiting', awaySince: expect.any(Number) }]);
      }, 15_000);
      await house.close();
    }, 60_000);

    it.skipIf(withoutImap)(
      'is the same for mails: texts, attachments and answers, after a restart, and erased',
      async () => {
        const mails = new MailCentre();
        mails.store = database.url;
        await mails.open();
        await mails.logIn();
        await mails.imap.deliver(letter({ Subject: 'Gas', 'Message-ID': '<1@there.test>' }, 'Number 4711'));
        const contact = (await mails.accept()).contact?.contact ?? '';
        await mails.centre.annotate({ contact, customer: '17' });
        const message = randomUUID();
        const base64 = content.toString('base64');
        const { attachment } = await mails.centre.attach({ agent: 'ada', contact, message, name: 'a.png', base64 });
        const answer = { agent: 'ada', contact, message, text: ODD, attachments: [attachment] };
        await mails.centre.sendMessage(answer);
        await mails.stop();

        await mails.start();
        await mails.centre.sendMessage(answer);
        const [{ mail } = { mail: undefined }] = await mails.smtp.count(1);
        expect(mail?.attachments[0]?.content.equals(content)).toBe(true);
        const texts = (await mails.centre.messages({ contact })).map(({ text }) => text.trim());
        expect(texts).toEqual(['Number 4711', ODD.trim()]);
        expect((await read(mails.centre.attachment({ contact, attachment }))).equals(content)).toBe(true);

        await mails.finish(contact);
        expect(await mails.centre.erase({ customer: '17', by: 'officer' })).toMatchObject({ erased: [contact] });
        const kept = await everythingStored(mails.running.get(Storage), 'mail');
        for (const value of ['Number 4711', 'Anna', 'Gas', 'a.png']) expect(kept).not.toContain(value);
        await mails.close();
      },
      60_000,
    );
  });
});
