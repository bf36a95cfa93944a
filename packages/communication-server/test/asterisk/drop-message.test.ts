import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readKeys, voiceTurn } from '@caruso/script-engine';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { VoiceOptions } from '../../src/asterisk.js';
import { Campaigns } from '../../src/contract.js';
import { dispositions, spring } from '../support/campaign-house.js';
import { AriEvents } from '../support/telephone/ari-events.js';
import { shareOf } from '../support/telephone/sound.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';

const NUMBER = '+4930200100';
const dropMessage = { text: 'This was Green Power. You reach us at 0 30, 9 9 9.', language: 'en' };

describe.skipIf(missing)(`somebody who was called by a campaign${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();

  /** Lets a telephone answer whose agent has gone while it rang. */
  async function answerTooLate(folder: string, speak: VoiceOptions['speak']) {
    const { centre } = telephones;
    const queue = { id: 'calls', name: 'Calls', channel: 'voice' as const, dispositions };
    const speechFolder = join(telephones.pbx.folder, folder);
    await centre.start(
      { voice: { voiceTurn, readKeys, speechFolder, ...(speak ? { speak } : {}) } },
      {
        agents: [{ id: 'ada', name: 'Ada', queues: ['calls'], phone: 'PJSIP/agent1' }],
        queues: [{ ...queue, serviceLevel: { seconds: 20, target: 0.8 } }],
        numbers: {},
        campaigns: [{ ...spring, gateway: 'asterisk', retry: { attempts: 1, rules: {} }, dropMessage }],
      },
    );
    const called = await telephones.outside(NUMBER);
    await centre.ready('ada');
    const campaigns = centre.get(Campaigns);
    await campaigns.loadRows({ campaign: 'spring', list: 'l', rows: [{ id: 'p1', numbers: [NUMBER] }] });
    await campaigns.startCampaign({ campaign: 'spring' });
    await called.rings();
    await centre.centre.logOut({ agent: 'ada' });
    called.pickUp();
    return { called, campaigns, centre };
  }

  it('and for whom no agent is there in time hears who it was within two seconds, before the call ends', async () => {
    telephones.pbx.tone('who', 620);
    const spoken: string[] = [];
    const beside = await AriEvents.of(telephones.pbx);
    onTestFinished(() => beside.close());
    const { called, campaigns, centre } = await answerTooLate('spoken', async ({ text, file }) => {
      spoken.push(text);
      // Slower than the time there is from the answer on: it is made while it rings.
      await new Promise((resolve) => setTimeout(resolve, 500));
      await copyFile(join(telephones.pbx.sounds, 'who.wav'), file);
    });
    const begun = await centre.event('drop-message-begun');
    expect(await centre.event('attempt-ended')).toMatchObject({ outcome: 'dropped', at: begun.at });
    await called.over();
    expect(spoken).toEqual([dropMessage.text]);
    const answered = beside.told.find(({ type, channel }) => type === 'ChannelStateChange' && channel?.state === 'Up');
    const begins = beside.told.find(({ type }) => type === 'PlaybackStarted');
    expect((begins?.at ?? 0) - (answered?.at ?? 0)).toBeGreaterThan(1_500);
    expect((begins?.at ?? 0) - (answered?.at ?? 0)).toBeLessThan(2_000);
    expect(Math.max(0, ...shareOf(620, called.heard))).toBeGreaterThan(0.5);
    const closed = await centre.event('contact-closed');
    expect(closed).toMatchObject({ contact: begun.contact, outcome: 'dropped' });
    expect(closed.at - begun.at).toBeGreaterThan(900);
    expect(await campaigns.show({ campaign: 'spring' })).toMatchObject({ abandonment: { abandoned: 1, of: 1 } });
    await telephones.silent();
  });

  it('is not kept on the line when the message cannot be spoken', async () => {
    const { called, centre } = await answerTooLate('silent', () => Promise.reject(new Error('no voice')));
    await called.over();
    expect(await centre.event('contact-closed')).toMatchObject({ outcome: 'dropped' });
    await centre.told('could not be told who it was');
    await telephones.silent();
  });
});
