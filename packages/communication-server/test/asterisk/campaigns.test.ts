import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CampaignDefinition } from '../../src/campaigns/definition/campaign-definition.js';
import { Campaigns } from '../../src/contract.js';
import { dispositions, spring } from '../support/campaign-house.js';
import { startCarrier } from '../support/telephone/carrier.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';
import { until } from '../support/telephone/until.js';

/** By the carrier the digit behind it decides: 1 answers, 2 is busy, 3 does not answer, 4 does not exist. */
const PREFIX = '+4930200';

describe.skipIf(missing)(`a campaign through Asterisk${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();
  let stopCarrier: (() => Promise<void>) | undefined;
  beforeAll(() => {
    stopCarrier = startCarrier(telephones.pbx, PREFIX);
  });
  afterAll(() => stopCarrier?.());

  const queue = { id: 'calls', name: 'Calls', channel: 'voice' as const, dispositions };
  const start = (more: Partial<CampaignDefinition> = {}) =>
    telephones.centre.start(
      {},
      {
        agents: [{ id: 'ada', name: 'Ada', queues: ['calls'], phone: 'PJSIP/agent1' }],
        queues: [{ ...queue, serviceLevel: { seconds: 20, target: 0.8 } }],
        numbers: {},
        campaigns: [{ ...spring, gateway: 'asterisk', ringSeconds: 2, retry: { attempts: 1, rules: {} }, ...more }],
      },
    );
  const campaigns = () => telephones.centre.get(Campaigns);
  const load = (...kinds: readonly number[]) =>
    campaigns().loadRows({
      campaign: 'spring',
      list: 'list.csv',
      rows: kinds.map((kind, place) => ({ id: `p${place}`, numbers: [`${PREFIX}${kind}0${place}`] })),
    });
  const begin = () => campaigns().startCampaign({ campaign: 'spring' });

  it('connects who answers, and notes who is busy, does not answer or does not exist', async () => {
    const { centre } = telephones;
    await start();
    const ada = await telephones.agent('agent1');
    await centre.ready('ada');
    await load(1, 2, 3, 4);
    await begin();
    await ada.rings();
    const connected = await centre.event('contact-connected');
    expect((await centre.centre.events({ limit: 1_000 })).some(({ type }) => type === 'attempt-ended')).toBe(false);
    ada.pickUp();
    const { contact, number, at } = await centre.event('agent-joined');
    expect(at).toBeGreaterThan(connected.at);
    await telephones.bridged(contact);
    expect(await centre.centre.contacts({ contact })).toMatchObject([{ connectedAt: at }]);
    ada.hangUp();
    await centre.event('wrap-up-started', number);
    await ada.over();
    await centre.centre.finishWrapUp({ agent: 'ada', contact, disposition: 'sold' });
    await centre.event('campaign-stopped');
    expect(await campaigns().show({ campaign: 'spring' })).toMatchObject({
      attempts: { answered: 1, busy: 1, 'no-answer': 1, 'wrong-number': 1 },
      because: 'list-done',
      successes: 1,
      abandonment: { abandoned: 0, of: 1 },
    });
    await telephones.silent();
  });

  it('hangs up who answers while no agent is there, when the time of the rule is over', async () => {
    const { centre } = telephones;
    await start();
    await centre.ready('ada');
    await load(1);
    await begin();
    await centre.event('attempt-dialled');
    await centre.centre.logOut({ agent: 'ada' });
    const { connectBy, at } = await centre.event('attempt-answered');
    expect(connectBy - at).toBe(2_000);
    expect(await centre.event('attempt-ended')).toMatchObject({ outcome: 'dropped' });
    await telephones.silent();
  });

  it('ends what rang when the server was restarted, and calls the record again by its rule', async () => {
    const { centre } = telephones;
    const retry = { attempts: 3, rules: { failed: { afterMinutes: 0, atMost: 3, otherNumber: false } } };
    await start({ ringSeconds: 60, retry });
    await centre.ready('ada');
    await load(3);
    await begin();
    const first = await centre.event('attempt-dialled');
    await telephones.lines(1);
    const [rang] = await telephones.channels();
    await centre.stop();
    await start({ ringSeconds: 1, retry });
    expect(await centre.event('attempt-ended')).toMatchObject({ attempt: first.attempt, reason: 'interrupted' });
    const again = await centre.event('attempt-dialled', first.number);
    expect(again).toMatchObject({ record: first.record });
    expect(again.attempt).not.toBe(first.attempt);
    await until(
      'what rang is over',
      () => telephones.channels(),
      (channels) => channels.every(({ id }) => id !== rang?.id),
    );
    await centre.event('campaign-stopped');
  });

  it('rings more lines than it has agents when it is predictive, and drops no more than its cap', async () => {
    const { centre } = telephones;
    const cap = 0.5;
    await telephones.centre.start(
      {},
      {
        agents: ['ada', 'bob'].map((id, index) => ({
          ...{ id, name: id, queues: ['calls'], phone: `PJSIP/agent${index + 1}` },
        })),
        queues: [{ ...queue, serviceLevel: { seconds: 20, target: 0.8 } }],
        numbers: {},
        campaigns: [
          {
            ...{
              ...spring,
              gateway: 'asterisk',
              mode: 'predictive',
              ringSeconds: 2,
              retry: { attempts: 1, rules: {} },
            },
            regime: { id: 'house', cap, windowMs: 86_400_000, denominator: 'answered-live', connectWithinMs: 2_000 },
            supposed: { answerShare: 0.3, handlingSeconds: 2 },
          },
        ],
      },
    );
    for (const id of ['agent1', 'agent2']) {
      const phone = await telephones.agent(id);
      const pickUpAll = async () => {
        for (;;) {
          await phone.rings();
          phone.pickUp();
        }
      };
      void pickUpAll();
    }
    await centre.ready('ada', 'bob');
    await load(...Array.from({ length: 30 }, (_, place) => [1, 3, 2][place % 3] ?? 1));
    await begin();
    const told = { ringing: 0, most: 0, answered: 0, dropped: 0 };
    const unanswered = new Map<string, number>();
    for await (const event of centre.centre.followEvents({ after: 0 })) {
      if (event.type === 'attempt-dialled') told.ringing += 1;
      if (event.type === 'attempt-answered') told.answered += 1;
      if (event.type === 'attempt-answered' || (event.type === 'attempt-ended' && isUnanswered(event.outcome)))
        told.ringing -= 1;
      told.most = Math.max(told.most, told.ringing);
      if (event.type === 'attempt-ended' && event.outcome === 'dropped') told.dropped += 1;
      if (event.type === 'attempt-ended' && isUnanswered(event.outcome)) {
        const ended = `${event.outcome}: ${event.reason}`;
        unanswered.set(ended, (unanswered.get(ended) ?? 0) + 1);
      }
      if (told.answered >= 4) expect(told.dropped / told.answered).toBeLessThanOrEqual(cap);
      const { contact, agent } = { contact: '', agent: '', ...event } as { contact: string; agent: string };
      if (event.type === 'agent-joined') await centre.centre.hangUp({ agent, contact }).catch(() => undefined);
      if (event.type === 'wrap-up-started')
        await centre.centre.finishWrapUp({ agent, contact, disposition: 'refused' });
      if (event.type === 'campaign-stopped') break;
    }
    expect(told.most).toBeGreaterThan(2);
    expect(told.answered).toBe(10);
    expect(Object.fromEntries(unanswered)).toEqual({ 'busy: cause 17': 10, 'no-answer: cause 19': 10 });
    const { attempts, abandonment } = await campaigns().show({ campaign: 'spring' });
    expect(attempts).toMatchObject({ busy: 10, 'no-answer': 10 });
    expect((attempts.answered ?? 0) + (attempts.dropped ?? 0)).toBe(10);
    expect(abandonment.share).toBeLessThanOrEqual(cap);
    await telephones.silent();
  }, 60_000);

  it('goes on with a conversation when the server was restarted', async () => {
    const { centre } = telephones;
    await start();
    const ada = await telephones.agent('agent1');
    await centre.ready('ada');
    await load(1);
    await begin();
    await ada.rings();
    ada.pickUp();
    const { contact } = await centre.event('contact-connected');
    await telephones.bridged(contact);
    await centre.stop();
    await start();
    await telephones.bridged(contact);
    expect(await centre.centre.contacts({ open: true })).toMatchObject([{ contact, state: 'connected' }]);
    await centre.centre.hangUp({ agent: 'ada', contact });
    await telephones.silent();
  });
});

function isUnanswered(outcome: string): boolean {
  return outcome !== 'answered' && outcome !== 'dropped';
}
