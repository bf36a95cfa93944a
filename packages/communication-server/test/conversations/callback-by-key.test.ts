import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configuration } from '../support/centre.js';
import { ManualGateway } from '../support/manual-gateway.js';
import { TestCentre } from '../support/running.js';

describe('a customer who waits and presses a key', () => {
  const gateway = new ManualGateway();
  let test: TestCentre;
  beforeEach(() => {
    const queues = configuration.queues.map((queue) =>
      queue.id === 'service' ? { ...queue, callback: { key: '1' } } : queue,
    );
    test = new TestCentre({ gateways: [gateway], queues });
  });
  afterEach(() => test.close());

  const arrives = (externalId: string, from: string, queue: string) =>
    gateway.host.arrive({ channel: 'voice', externalId, from, to: '1', queue });

  it('is called back in the old place at the number shown, where the queue has that key for it', async () => {
    const { centre } = await test.start();
    const first = await arrives('a', '+4930111', 'service');
    const second = await arrives('b', '+4930222', 'service');
    await gateway.host.keyPressed(first, '2');
    expect((await centre.contacts({ contact: first }))[0]).not.toHaveProperty('callback');
    await gateway.host.keyPressed(first, '1');
    await gateway.host.leave(first, 'customer');
    expect(await centre.contacts({ contact: first })).toMatchObject([
      { state: 'waiting', callback: { phone: '+4930111', attempts: 0 } },
    ]);
    const places = await Promise.all([first, second].map((contact) => centre.position({ contact })));
    expect(places).toMatchObject([{ position: 1 }, { position: 2 }]);
  });

  it('waits on in a queue that has no key, when the number is hidden, and in a conversation', async () => {
    const { centre } = await test.start();
    const other = await arrives('a', '+4930111', 'sales');
    await gateway.host.keyPressed(other, '1');
    const hidden = await arrives('b', 'anonymous', 'service');
    await expect(gateway.host.keyPressed(hidden, '1')).rejects.toThrow('is no telephone number');
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    const { offer } = await centre.agent({ agent: 'bob' });
    await centre.accept({ agent: 'bob', reservation: offer?.reservation ?? '' });
    await gateway.host.keyPressed(hidden, '1');
    const open = await centre.contacts({ open: true });
    expect(open.map(({ state, callback }) => [state, callback])).toEqual([
      ['connected', undefined],
      ['waiting', undefined],
    ]);
  });
});
