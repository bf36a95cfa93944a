import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ContactCentreEvent } from '../../src/contract.js';
import { configuration } from '../support/centre.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';
import { until } from '../support/telephone/until.js';

describe.skipIf(missing)(`a call whose Asterisk is killed${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();
  const { pbx } = telephones;

  /** Kills Asterisk, starts it again, and lets everything be as if nobody had called. */
  const restart = async (contact: string): Promise<readonly ContactCentreEvent[]> => {
    const { centre } = telephones;
    await pbx.kill();
    await centre.event('gateway-lost');
    await pbx.start();
    await centre.event('gateway-restored');
    await until(
      'the contact is over',
      () => centre.centre.contacts({ contact }),
      ([record]) => record?.state === 'closed' || record?.state === 'wrap-up',
    );
    await telephones.silent();
    return (await centre.centre.events({ limit: 10_000 })).filter(
      (event) => !('contact' in event) || event.contact === contact,
    );
  };

  it('while it rings is lost, and the agent is ready and has missed nothing', async () => {
    const { centre } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    await telephones.caller('8001');
    const { contact } = await centre.event('contact-queued');
    await centre.ready('ada');
    await agent.rings();
    const events = await restart(contact);
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['offer-withdrawn', 'contact-closed']));
    expect(events.find(({ type }) => type === 'contact-closed')).toMatchObject({ outcome: 'lost' });
    expect(await centre.centre.agent({ agent: 'ada' })).toMatchObject({ state: 'ready' });
  });

  it('while it is on hold ends by the gateway, the hold with it, and the agent is in wrap-up', async () => {
    const { centre } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    const { contact } = await telephones.talk(agent);
    await centre.centre.hold({ agent: 'ada', contact });
    await telephones.inBridge('caruso.queue.service', 1);
    const events = await restart(contact);
    expect(events.find(({ type }) => type === 'conversation-ended')).toMatchObject({ by: 'gateway' });
    expect(events.map(({ type }) => type)).toContain('hold-ended');
    expect(await centre.centre.agent({ agent: 'ada' })).toMatchObject({ state: 'wrap-up' });
    await centre.centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done' });
  });

  it('while it is recorded leaves what was recorded until then, which is fetched', async () => {
    const { centre } = telephones;
    const folder = join(pbx.folder, 'rescued');
    await centre.start({ recordings: folder });
    const agent = await telephones.agent();
    const { contact } = await telephones.talk(agent);
    await centre.centre.record({ contact, consent: 'customer' });
    const { recording } = await centre.event('recording-started');
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    await restart(contact);
    await until('the recording is fetched', () => existsSync(join(folder, `${recording}.wav`)));
    await until(
      'Asterisk does not keep it',
      () => pbx.ari<readonly { name: string }[]>('recordings/stored'),
      (stored) => stored.every(({ name }) => !name.includes(recording)),
    );
    await centre.centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done' });
  });

  it('while a message is spoken ends; what was stored of the message is work, and else nothing is', async () => {
    const { centre } = telephones;
    const messages = { id: 'messages', name: 'Messages', channel: 'mail', dispositions: [] } as const;
    const queues = [...configuration.queues, { ...messages, serviceLevel: { seconds: 3_600, target: 0.8 } }];
    await centre.start({}, { queues, numbers: { '8009': 'messages' } });
    await telephones.caller('8009');
    const { contact } = await centre.event('voicemail-requested');
    await telephones.recording(`caruso.message.${contact}`, 'recording');
    const events = await restart(contact);
    const left = events.filter(({ type }) => type === 'voicemail-left').length;
    const closed = events.find(({ type }) => type === 'contact-closed');
    expect(closed).toMatchObject({ outcome: left === 1 ? 'voicemail' : 'abandoned' });
    expect(await centre.centre.waiting({ queue: 'messages' })).toHaveLength(left);
  });
});
