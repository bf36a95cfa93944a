import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configuration } from '../support/centre.js';
import { loudness, shareOf } from '../support/telephone/sound.js';
import { withPhones } from '../support/telephone/telephone-centre.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';
import { until } from '../support/telephone/until.js';

describe.skipIf(missing)(`a caller who is to leave a message${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();
  const folder = () => join(telephones.pbx.folder, 'messages');
  const start = async () => {
    telephones.pbx.tone('not-here', 600);
    const messages = { id: 'messages', name: 'Messages', channel: 'mail' } as const;
    const dispositions = [{ id: 'done', label: 'Done' }];
    const queues = [
      ...configuration.queues,
      { ...messages, dispositions, serviceLevel: { seconds: 3_600, target: 0.8 } },
    ];
    const agents = withPhones([...configuration.agents, { id: 'zoe', name: 'Zoe', queues: ['messages'] }]);
    await telephones.centre.start(
      { recordings: folder(), voicemail: { greeting: 'custom/not-here', longest: 20 } },
      { queues, agents, numbers: { '8009': 'messages', '8001': 'service' } },
    );
  };
  const kept = () => (existsSync(folder()) ? readdirSync(folder()) : []);
  const speaking = (contact: string) => telephones.recording(`caruso.message.${contact}`, 'recording');
  const wav = async (contact: string) =>
    Buffer.from((await telephones.centre.centre.voicemail({ contact })).base64, 'base64');
  const speak = () => new Promise((resolve) => setTimeout(resolve, 1_500));

  it('is heard by the agent who gets the message as work', async () => {
    await start();
    const phone = await telephones.caller('8009', '4930111', 440);
    const { contact } = await telephones.centre.event('voicemail-requested');
    await speaking(contact);
    await speak();
    await phone.press('#');
    const { seconds, queue } = await telephones.centre.event('voicemail-left');
    await phone.over();
    expect([queue, seconds]).toEqual(['messages', expect.toSatisfy((value: number) => value >= 1 && value < 6)]);
    await telephones.centre.ready('zoe');
    const { offer } = await telephones.centre.centre.agent({ agent: 'zoe' });
    expect(offer?.contact).toMatchObject({ channel: 'mail', from: '4930111', voicemail: { seconds } });
    await until('one message is kept', kept, ({ length }) => length === 1);
    const heard = await wav(offer?.contact.contact ?? '');
    expect(heard.subarray(0, 4).toString()).toBe('RIFF');
    const file = join(telephones.pbx.folder, 'heard.wav');
    writeFileSync(file, heard);
    expect(loudness(file)).toBeGreaterThan(500);
    expect(Math.max(...shareOf(440, file))).toBeGreaterThan(0.5);
    expect(Math.max(...shareOf(600, phone.heard))).toBeGreaterThan(0.5);
  });

  it('is heard no more when the customer has been erased', async () => {
    await start();
    const before = kept();
    const phone = await telephones.caller('8009', '4930111', 440);
    const { contact: call } = await telephones.centre.event('voicemail-requested');
    await speaking(call);
    await speak();
    await phone.press('#');
    await telephones.centre.event('voicemail-left');
    await phone.over();
    await until('a message more is kept', kept, ({ length }) => length > before.length);
    const { centre } = telephones.centre;
    await telephones.centre.ready('zoe');
    const { offer } = await centre.agent({ agent: 'zoe' });
    const { reservation = '', contact: { contact: message } = { contact: '' } } = offer ?? {};
    for (const contact of [call, message]) await centre.annotate({ contact, customer: '17' });
    expect(await centre.erase({ customer: '17', by: 'officer' })).toMatchObject({ erased: [call], open: [message] });
    expect((await wav(message)).subarray(0, 4).toString()).toBe('RIFF');
    await centre.accept({ agent: 'zoe', reservation });
    await centre.hangUp({ agent: 'zoe', contact: message });
    await centre.finishWrapUp({ agent: 'zoe', contact: message, disposition: 'done' });
    expect((await centre.erase({ customer: '17', by: 'officer' })).open).toEqual([]);
    expect(readdirSync(folder())).toEqual(before);
  });

  it('may hang up at the end of it', async () => {
    await start();
    const phone = await telephones.caller('8009');
    const { contact } = await telephones.centre.event('voicemail-requested');
    await speaking(contact);
    await speak();
    phone.hangUp();
    const { number } = await telephones.centre.event('voicemail-left');
    expect(await telephones.centre.event('contact-arrived', number)).toMatchObject({ gateway: 'voicemail' });
    expect(await telephones.centre.centre.contacts({ contact })).toMatchObject([{ outcome: 'voicemail' }]);
  });

  it('has left none who hangs up during the greeting', async () => {
    await start();
    const phone = await telephones.caller('8009');
    const { contact } = await telephones.centre.event('voicemail-requested');
    phone.hangUp();
    expect(await telephones.centre.event('contact-closed')).toMatchObject({ contact, outcome: 'abandoned' });
  });

  it('loses no message when the server is restarted while it is spoken, or when it is finished meanwhile', async () => {
    await start();
    const before = kept();
    const first = await telephones.caller('8009', '4930111');
    const second = await telephones.caller('8009', '4930222');
    await until(
      'two contacts are open',
      () => telephones.centre.centre.contacts({ open: true }),
      ({ length }) => length === 2,
    );
    const contacts = (await telephones.centre.centre.contacts({ open: true })).map(({ contact }) => contact);
    for (const contact of contacts) await speaking(contact);
    await speak();
    await telephones.centre.stop();
    second.hangUp();
    await second.over();
    await start();
    await speak();
    await first.press('#');
    const left = await telephones.centre.event('voicemail-left');
    const messages = [left, await telephones.centre.event('voicemail-left', left.number)];
    await until('both messages are kept', kept, ({ length }) => length === before.length + 2);
    for (const { contact, seconds } of messages) {
      const kept = ((await wav(contact)).byteLength - 44) / 16_000;
      expect(kept).toBeGreaterThan(seconds - 1);
    }
    expect(new Set((await telephones.centre.centre.waiting({ queue: 'messages' })).map(({ from }) => from))).toEqual(
      new Set(['4930111', '4930222']),
    );
    await first.over();
  });

  it('is not greeted again who has finished it while the server was down, and waits', async () => {
    await start();
    const phone = await telephones.caller('8009');
    const { contact } = await telephones.centre.event('voicemail-requested');
    await speaking(contact);
    await speak();
    await telephones.centre.stop();
    await phone.press('#');
    await telephones.recording(`caruso.message.${contact}`, 'over');
    await start();
    expect(await telephones.centre.event('voicemail-left')).toMatchObject({ contact });
    await phone.over();
    expect((await wav(contact)).byteLength).toBeGreaterThan(16_000);
  });
});
