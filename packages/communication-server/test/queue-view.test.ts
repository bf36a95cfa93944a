import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualGateway } from './support/manual-gateway.js';
import { TestCentre } from './support/running.js';

const gateway = new ManualGateway();
let test: TestCentre;
beforeEach(() => {
  test = new TestCentre({ gateways: [gateway] });
});
afterEach(() => test.close());

describe('the queues as operators see them', () => {
  it('say who waits and how long, and what the agents do who serve them', async () => {
    const { centre } = await test.start();
    await centre.logIn({ agent: 'ada' });
    await centre.pauseInQueue({ agent: 'ada', queue: 'sales', reason: 'training' });
    await gateway.call('call-1');
    test.clock.advance(5_000);
    await gateway.call('call-2');
    test.clock.advance(2_000);
    const agents = { offline: 1, ready: 0, reserved: 0, busy: 0, 'wrap-up': 0, 'not-ready': 1 };
    expect(await centre.queueViews({})).toEqual([
      { queue: 'service', name: 'service', channel: 'voice', waiting: 2, longestWaitMs: 7_000, agents, paused: 0 },
      { queue: 'sales', name: 'sales', channel: 'voice', waiting: 0, agents, paused: 1 },
    ]);
  });

  it('list who waits in the order in which they are answered, with those who are being offered', async () => {
    const { centre } = await test.start();
    const early = await gateway.call('call-1');
    test.clock.advance(5_000);
    const urgent = await gateway.call('call-2');
    await centre.changePriority({ contact: urgent, priority: 3 });
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    expect(await centre.waiting({ queue: 'service' })).toMatchObject([
      { contact: urgent, priority: 3, waitedMs: 0, offeredTo: ['bob'] },
      { contact: early, priority: 0, waitedMs: 5_000, offeredTo: [] },
    ]);
    expect(await centre.waiting({ queue: 'service', limit: 1 })).toHaveLength(1);
    await expect(centre.waiting({ queue: 'servcie' })).rejects.toThrow('There is no queue "servcie"');
  });

  it('are found by the contacts that are open in them, the newest first', async () => {
    const { centre } = await test.start();
    const first = await gateway.call('call-1');
    const gone = await gateway.call('call-2');
    const other = await gateway.call('call-3', 'sales');
    const last = await gateway.call('call-4');
    await gateway.host.leave(gone, 'customer');
    const ids = async (wanted: Parameters<typeof centre.contacts>[0]) =>
      (await centre.contacts(wanted)).map(({ contact }) => contact);
    expect(await ids({ open: true })).toEqual([last, other, first]);
    expect(await ids({ open: true, queue: 'service', limit: 1 })).toEqual([last]);
    expect(await ids({ queue: 'service' })).toEqual([last, gone, first]);
    expect(await ids({ contact: gone, open: true })).toEqual([]);
  });
});

describe('an agent as operators see it', () => {
  it('says in which queues it is paused, why, and its rank', async () => {
    const { centre } = await test.start();
    expect(await centre.agent({ agent: 'ada' })).not.toHaveProperty('paused');
    await centre.pauseInQueue({ agent: 'ada', queue: 'sales', reason: 'training' });
    await centre.setPenalty({ agent: 'ada', queue: 'service', penalty: 2 });
    expect(await centre.agent({ agent: 'ada' })).toMatchObject({
      paused: [{ queue: 'sales', reason: 'training' }],
      penalties: { service: 2 },
    });
  });
});
