import { describe, expect, it, vi } from 'vitest';
import { configuration } from '../support/centre.js';
import { withPhones } from '../support/telephone/telephone-centre.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';
import { until } from '../support/telephone/until.js';

describe.skipIf(missing)(`a call through Asterisk${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();

  it('waits in the queue, rings at the agent, is connected, and leaves the agent in wrap-up', async () => {
    const { centre } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    const { customer, contact } = await telephones.talk(agent);
    await centre.centre.hangUp({ agent: 'ada', contact });
    await Promise.all([customer.over(), agent.over()]);
    expect(await centre.centre.agent({ agent: 'ada' })).toMatchObject({
      state: 'wrap-up',
      contact: { from: '4930111', to: '8001', queue: 'service' },
    });
    await centre.centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done' });
    await telephones.silent();
    expect(await telephones.pbx.ari('bridges')).toMatchObject([{ id: 'caruso.queue.service' }]);
  });

  it('ends for both when the customer hangs up', async () => {
    const { centre } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    const { customer } = await telephones.talk(agent);
    customer.hangUp();
    expect(await centre.event('conversation-ended')).toMatchObject({ by: 'customer' });
    await agent.over();
    await telephones.silent();
  });

  it('ends for both when the agent puts down the receiver', async () => {
    const { centre } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    const { customer } = await telephones.talk(agent);
    agent.hangUp();
    expect(await centre.event('conversation-ended')).toMatchObject({ by: 'agent' });
    await customer.over();
    await telephones.silent();
    expect(agent.hasSeen('CALL_INCOMING')).toBe(false);
  });

  it('leaves nothing in Asterisk when the caller is taken out of the talk', async () => {
    const { centre, pbx } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    const elsewhere = await telephones.outside('4940557');
    const { customer, contact } = await telephones.talk(agent);
    const [caller] = (await telephones.channels()).filter(({ name }) => name.startsWith('PJSIP/trunk'));
    await pbx.ari(`channels/${caller?.id}/continue?context=forwarded&extension=4940557&priority=1`, 'POST');
    expect(await centre.event('conversation-ended')).toMatchObject({ contact, by: 'gateway' });
    await agent.over();
    await elsewhere.rings();
    await centre.centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done' });
    await telephones.lines(2);
    const subscribed = () => pbx.ari<{ channel_ids: string[]; bridge_ids: string[] }>('applications/caruso');
    // That of the queue stays, and may still be watched.
    await until(
      'no channel and no talk is watched',
      subscribed,
      ({ channel_ids, bridge_ids }) =>
        channel_ids.length === 0 && bridge_ids.every((id) => id === 'caruso.queue.service'),
    );
    expect(await pbx.ari('bridges')).toMatchObject([{ id: 'caruso.queue.service', channels: [] }]);
    customer.hangUp();
    await telephones.silent();
  });

  it('is abandoned when the caller hangs up in the queue', async () => {
    const { centre } = telephones;
    await centre.start();
    const customer = await telephones.caller('8001');
    await centre.event('contact-queued');
    customer.hangUp();
    expect(await centre.event('contact-closed')).toMatchObject({ outcome: 'abandoned' });
    await telephones.silent();
  });

  it('stops ringing at the agent when the caller hangs up, and the agent stays ready', async () => {
    const { centre } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    const customer = await telephones.caller('8001');
    await centre.ready('ada');
    await agent.rings();
    customer.hangUp();
    await centre.event('offer-withdrawn');
    await agent.over();
    expect(await centre.event('contact-closed')).toMatchObject({ outcome: 'abandoned' });
    expect(await centre.centre.agent({ agent: 'ada' })).toMatchObject({ state: 'ready' });
  });

  it('goes to the next agent when a telephone rings off unanswered, refuses, or is not registered', async () => {
    const { centre } = telephones;
    const agents = withPhones(configuration.agents).map((agent) => ({ ...agent, queues: ['service'] }));
    await centre.start({}, { offerTimeoutMs: 2_000, agents });
    const [first, second] = [await telephones.agent(), await telephones.agent('agent2')];
    await telephones.caller('8001');
    await centre.ready('ada');
    await first.rings();
    await first.over();
    expect(await centre.event('offer-timed-out')).toMatchObject({ agent: 'ada' });
    await centre.ready('bob');
    await second.rings();
    second.hangUp();
    expect(await centre.event('offer-rejected')).toMatchObject({ agent: 'bob' });
    await centre.ready('cleo');
    const busy = await centre.event('offer-rejected');
    expect(await centre.event('offer-rejected', busy.number)).toMatchObject({ agent: 'cleo' });
    expect(centre.lines.filter((line) => line.includes('was not reached'))).toEqual([
      'warn The telephone of an agent was not reached {"agent":"bob","cause":"busy"}',
      expect.stringMatching(/"cleo","cause":"PJSIP\/agent3: Allocation failed"/),
    ]);
  });

  it('is connected when the agent accepts at the desktop first and then picks up', async () => {
    const { centre } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    await telephones.caller('8001');
    await centre.ready('ada');
    await agent.rings();
    const { offer } = await centre.centre.agent({ agent: 'ada' });
    await centre.centre.accept({ agent: 'ada', reservation: offer?.reservation ?? '' });
    agent.pickUp();
    await telephones.bridged(offer?.contact.contact ?? '');
  });

  it('rings at several agents at once where the queue says so, and stops at the others when one picks up', async () => {
    const { centre } = telephones;
    const queues = configuration.queues.map((queue) => ({ ...queue, strategy: 'ring-several' as const }));
    await centre.start({}, { queues });
    const [ada, bob] = [await telephones.agent('agent1'), await telephones.agent('agent2')];
    await centre.ready('ada', 'bob');
    await telephones.caller('8001');
    await Promise.all([ada.rings(), bob.rings()]);
    bob.pickUp();
    const { contact, agent } = await centre.event('contact-connected');
    expect(agent).toBe('bob');
    await ada.over();
    await telephones.bridged(contact);
    expect(await centre.centre.agent({ agent: 'ada' })).toMatchObject({ state: 'ready' });
  });

  it('is refused for a number that nobody answers', async () => {
    const { centre } = telephones;
    await centre.start();
    const customer = await telephones.customer();
    customer.call('9999', telephones.pbx);
    await customer.over();
    expect(await centre.centre.contacts({})).toEqual([]);
    expect(centre.lines.join()).toMatch(/warn A call could not be taken.*No queue answers \\"9999/);
  });

  it('hears that it rings until an agent answers, if the gateway is told so', async () => {
    const { centre } = telephones;
    await centre.start({ answer: 'with-agent' });
    const agent = await telephones.agent();
    const customer = await telephones.customer();
    customer.call('8001', telephones.pbx);
    await customer.saw('CALL_RINGING');
    await centre.ready('ada');
    await agent.rings();
    // The telephone rings a moment before Asterisk says so.
    await vi.waitFor(async () =>
      expect((await telephones.channels()).map(({ state }) => state).sort()).toEqual(['Ring', 'Ringing']),
    );
    agent.pickUp();
    await customer.saw('CALL_ESTABLISHED');
    const { contact } = await centre.event('contact-connected');
    await telephones.bridged(contact);
  });
});
