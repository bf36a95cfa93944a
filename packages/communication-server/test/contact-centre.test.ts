import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentView, ContactCentreEvent } from '../src/contract.js';
import { ContactCentreErrors } from '../src/errors.js';
import { ManualGateway } from './support/manual-gateway.js';
import { TestCentre } from './support/running.js';

const gateway = new ManualGateway();
let test: TestCentre;
beforeEach(() => {
  gateway.departures = [];
  gateway.seen.length = 0;
  test = new TestCentre({ gateways: [gateway] });
});
afterEach(() => test.close());

/** Lets time pass, and what it sets off come to an end. */
async function pass(ms: number): Promise<void> {
  test.clock.advance(ms);
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass until something is possible. */
async function passUntil<T>(wanted: () => Promise<T>): Promise<T> {
  for (let second = 0; second < 20; second += 1) {
    await pass(1_000);
    try {
      return await wanted();
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown;
    }
  }
  return wanted();
}

const offerOf = ({ offer }: AgentView) => offer ?? expect.fail('no offer');

describe('the contact centre', () => {
  it('leads a call from the gateway through an agent to its history', async () => {
    const { centre } = await test.start();
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    const contact = await gateway.call('call-1');
    const { reservation, deadline } = offerOf(await centre.agent({ agent: 'bob' }));
    expect(deadline - test.clock.now()).toBe(10_000);
    await centre.annotate({ contact, customer: 'customer-7', dialog: 'dialog-1' });
    test.clock.advance(4_000);
    expect(await centre.accept({ agent: 'bob', reservation })).toMatchObject({ state: 'busy', contact: { contact } });
    test.clock.advance(60_000);
    expect(await centre.hangUp({ agent: 'bob', contact })).toMatchObject({ state: 'wrap-up' });
    const done = await centre.finishWrapUp({ agent: 'bob', contact, disposition: 'done', note: 'moves in May' });
    expect(done).toMatchObject({ state: 'ready' });
    expect(await centre.contacts({ customer: 'customer-7' })).toMatchObject([
      { contact, outcome: 'handled', note: 'moves in May', dialog: 'dialog-1', agent: 'bob' },
    ]);
    expect(gateway.seen.map(({ type }) => type)).toContain('conversation-ended');
  });

  it('keeps who has changed the state of an agent, when it was somebody else', async () => {
    const { centre } = await test.start();
    const sam = { actor: { id: 'sam', roles: ['supervisor'] } };
    await centre.logIn({ agent: 'bob' });
    expect(await centre.setReady({ agent: 'bob' }, sam)).toMatchObject({ state: 'ready', by: 'sam' });
    const own = await centre.setNotReady({ agent: 'bob', reason: 'lunch' }, { actor: { id: 'bob', roles: ['agent'] } });
    expect(own.by).toBeUndefined();
    await centre.setReady({ agent: 'bob' });
    const contact = await gateway.call('call-1');
    const { reservation } = offerOf(await centre.agent({ agent: 'bob' }));
    await centre.accept({ agent: 'bob', reservation });
    await centre.setNotReady({ agent: 'bob', reason: 'lunch' }, sam);
    await centre.setReady({ agent: 'bob' }, sam);
    await centre.hangUp({ agent: 'bob', contact });
    await centre.finishWrapUp({ agent: 'bob', contact, disposition: 'done' });
    expect(await centre.logOut({ agent: 'bob' }, sam)).toMatchObject({ state: 'offline', by: 'sam' });
    const forced = (await centre.events({})).flatMap((event) =>
      'by' in event && event.by === 'sam' ? [event.type] : [],
    );
    expect(forced).toEqual(['agent-state-changed', 'break-requested', 'break-withdrawn', 'agent-logged-out']);
  });

  it('tells with the offer who calls, where, and which customer it is', async () => {
    const { centre } = await test.start();
    const contact = await gateway.call('call-1');
    await centre.annotate({ contact, customer: 'customer-7', dialog: 'dialog-1' });
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    expect(offerOf(await centre.agent({ agent: 'bob' })).contact).toMatchObject({
      ...{ contact, channel: 'voice', direction: 'in', from: '+49301', to: '+49309' },
      ...{ queue: 'service', customer: 'customer-7', dialog: 'dialog-1' },
    });
  });

  it('offers a contact that is not answered to the next agent when the time is over', async () => {
    const { centre } = await test.start();
    for (const agent of ['ada', 'bob']) {
      await centre.logIn({ agent });
      await centre.setReady({ agent });
    }
    await gateway.call('call-1');
    test.clock.advance(10_000);
    expect(await centre.agent({ agent: 'ada' })).toMatchObject({ state: 'not-ready', reason: 'no-answer' });
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'reserved' });
  });

  it('goes on after a restart: order, offers, deadlines and conversations', async () => {
    const first = await test.start();
    await first.centre.logIn({ agent: 'bob' });
    await first.centre.setReady({ agent: 'bob' });
    await first.centre.logIn({ agent: 'cleo' });
    await first.centre.setReady({ agent: 'cleo' });
    const sold = await gateway.call('call-0', 'sales');
    const { reservation } = offerOf(await first.centre.agent({ agent: 'cleo' }));
    await first.centre.accept({ agent: 'cleo', reservation });
    const contacts = [await gateway.call('call-1'), await gateway.call('call-2'), await gateway.call('call-3')];
    const before = await first.centre.events({ limit: 10_000 });
    await first.running.stop();
    const stopped = test.clock.now();
    gateway.departures = [{ contact: contacts[1] ?? '', at: stopped + 4_000, by: 'customer' }];
    test.clock.advance(60_000);

    const { centre } = await test.start();
    const after = await centre.events({ limit: 10_000 });
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toMatchObject([
      { type: 'offer-extended', contact: contacts[0], at: stopped, deadline: test.clock.now() + 10_000 },
      { type: 'contact-abandoned', contact: contacts[1], at: stopped + 4_000 },
      { type: 'contact-closed', outcome: 'abandoned' },
    ]);
    expect(await centre.agent({ agent: 'cleo' })).toMatchObject({ state: 'busy', contact: { contact: sold } });
    const { reservation: rings } = offerOf(await centre.agent({ agent: 'bob' }));
    const answered = await centre.accept({ agent: 'bob', reservation: rings });
    expect(answered).toMatchObject({ state: 'busy', contact: { contact: contacts[0] } });
  });

  it('holds no offer against an agent whose time went by while the server was down, but the time after that', async () => {
    const first = await test.start();
    await first.centre.logIn({ agent: 'bob' });
    await first.centre.setReady({ agent: 'bob' });
    const contact = await gateway.call('call-1');
    await first.running.stop();
    test.clock.advance(3_600_000);
    const { centre } = await test.start();
    test.clock.advance(9_999);
    expect(offerOf(await centre.agent({ agent: 'bob' }))).toMatchObject({ contact: { contact } });
    test.clock.advance(1);
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'not-ready', reason: 'no-answer' });
  });

  it('keeps the break an agent asked for during a call, over a restart too, until the wrap-up ends', async () => {
    const first = await test.start();
    await first.centre.logIn({ agent: 'bob' });
    await first.centre.setReady({ agent: 'bob' });
    const contact = await gateway.call('call-1');
    const { reservation } = offerOf(await first.centre.agent({ agent: 'bob' }));
    await first.centre.accept({ agent: 'bob', reservation });
    const asked = await first.centre.setNotReady({ agent: 'bob', reason: 'lunch' });
    expect(asked).toMatchObject({ state: 'busy', next: { reason: 'lunch' } });
    await first.running.stop();
    const { centre } = await test.start();
    await gateway.call('call-2');
    await centre.hangUp({ agent: 'bob', contact });
    const done = await centre.finishWrapUp({ agent: 'bob', contact, disposition: 'done' });
    expect(done).toMatchObject({ state: 'not-ready', reason: 'lunch' });
    expect(await centre.setReady({ agent: 'bob' })).toMatchObject({ offer: { contact: { to: expect.any(String) } } });
  });

  it('opens one contact for one call, also when it is reported again after a restart', async () => {
    const first = await test.start();
    const [one, two] = await Promise.all([gateway.call('call-1'), gateway.call('call-1')]);
    expect(two).toBe(one);
    await first.running.stop();
    const { centre } = await test.start();
    expect(await gateway.call('call-1')).toBe(one);
    expect(await centre.contacts({})).toHaveLength(1);
  });

  it('shows an agent now and at each change, and ends when the desktop goes', async () => {
    const { centre } = await test.start();
    const controller = new AbortController();
    const states: string[] = [];
    const watching = (async () => {
      for await (const { state, contact } of centre.watchAgent({ agent: 'bob' }, { signal: controller.signal })) {
        states.push(contact ? `${state} ${contact.state}` : state);
        if (state === 'offline') await centre.logIn({ agent: 'bob' });
        if (state === 'not-ready') await centre.setReady({ agent: 'bob' });
        if (state === 'ready') await gateway.call('call-1');
        if (state === 'reserved') controller.abort();
      }
    })();
    await watching;
    expect(states).toEqual(['offline', 'not-ready', 'ready', 'reserved']);
  });

  it('offers nothing to an empty chair: a ready agent whose desktop is gone for a minute is not ready', async () => {
    const { centre } = await test.start();
    const controller = new AbortController();
    const views = centre.watchAgent({ agent: 'bob' }, { signal: controller.signal })[Symbol.asyncIterator]();
    await views.next();
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    test.clock.advance(120_000);
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'ready' });
    controller.abort();
    for (let next = await views.next(); !next.done; ) next = await views.next();
    test.clock.advance(59_999);
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'ready' });
    test.clock.advance(1);
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'not-ready', reason: 'connection-lost' });
  });

  it('counts the minute from the start for those who were logged in before a restart', async () => {
    const first = await test.start();
    await first.centre.logIn({ agent: 'bob' });
    await first.centre.setReady({ agent: 'bob' });
    await first.running.stop();
    const { centre } = await test.start();
    test.clock.advance(60_000);
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'not-ready', reason: 'connection-lost' });
  });

  it('gives followers every event once and in order, old ones and new ones', async () => {
    const { centre } = await test.start();
    for (let call = 0; call < 20; call++) await gateway.call(`call-${call}`);
    const seen: ContactCentreEvent[] = [];
    for await (const event of centre.followEvents({ after: 3 })) {
      seen.push(event);
      if (event.number === 40) void gateway.call('late');
      if (event.number === 42) break;
    }
    expect(seen.map(({ number }) => number)).toEqual(Array.from({ length: 39 }, (_, index) => index + 4));
  });

  it('stores what many do at once without gaps', async () => {
    const { centre } = await test.start();
    await Promise.all(Array.from({ length: 300 }, (_, call) => gateway.call(`call-${call}`)));
    const events = await centre.events({ limit: 10_000 });
    expect(events).toHaveLength(600);
    expect(events.every(({ number }, index) => number === index + 1)).toBe(true);
  });

  it('lets the second of two servers on one log stand by, and take over when the first has stopped', async () => {
    const one = await test.start();
    const two = await test.start();
    await one.centre.logIn({ agent: 'bob' });
    await expect(two.centre.logIn({ agent: 'ada' })).rejects.toThrow(ContactCentreErrors.StandingBy);
    expect(
      (await two.running.health()).find(({ contracts }) => contracts[0]?.name === 'caruso.contact-centre')?.state,
    ).toBe('unhealthy');
    await one.centre.setReady({ agent: 'bob' });
    await one.running.stop();
    await passUntil(() => two.centre.agents({}));
    expect((await two.centre.events({})).map(({ type }) => type)).toEqual(['agent-logged-in', 'agent-state-changed']);
    const contact = await gateway.call('call-1');
    expect(await two.centre.agent({ agent: 'bob' })).toMatchObject({ offer: { contact: { contact } } });
  });

  it('leaves the log to others when it cannot go to work', async () => {
    const broken = { id: 'broken', open: () => Promise.reject(new Error('no line')) };
    await expect(test.start({ gateways: [broken] })).rejects.toThrow('no line');
    await expect(test.start({ gateways: [broken] })).rejects.toThrow('no line');
    expect(await (await test.start()).centre.agents({})).toHaveLength(3);
  });

  it('does not take over from a server that is at work, however long', async () => {
    await test.start();
    const two = await test.start();
    for (let second = 0; second < 30; second += 1) await pass(1_000);
    await expect(two.centre.agents({})).rejects.toThrow(ContactCentreErrors.StandingBy);
  });

  it('finds the queue by the number called, and says which numbers it knows', async () => {
    await test.start({ numbers: { '+49309': 'sales' } });
    const call = { channel: 'voice', externalId: 'x', from: '+49301' } as const;
    const contact = await gateway.host.arrive({ ...call, to: '+49309' });
    expect(gateway.host.contacts()).toMatchObject([{ contact, queue: 'sales', externalId: 'x' }]);
    await expect(gateway.host.arrive({ ...call, externalId: 'y', to: '+49308' })).rejects.toThrow('+49309 so far');
  });

  it('records contacts in which customers serve themselves', async () => {
    const { centre } = await test.start();
    const { contact, state } = await centre.openSelfService({ channel: 'web', from: 'session-1', to: 'portal' });
    expect(state).toBe('self-service');
    expect(await centre.closeSelfService({ contact })).toMatchObject({ state: 'closed', outcome: 'self-served' });
  });

  it('lets an agent go on with what a customer began in self-service, also after a restart', async () => {
    const first = await test.start();
    const web = { channel: 'web', from: 'session-1', to: 'portal', customer: 'customer-7' } as const;
    const { contact } = await first.centre.openSelfService(web);
    await first.centre.annotate({ contact, dialog: 'dialog-1' });
    expect(await first.centre.handOver({ contact, queue: 'sales' })).toMatchObject({
      state: 'waiting',
      queue: 'sales',
    });
    await first.running.stop();
    const { centre } = await test.start();
    await centre.logIn({ agent: 'cleo' });
    const { reservation } = offerOf(await centre.setReady({ agent: 'cleo' }));
    expect(await centre.accept({ agent: 'cleo', reservation })).toMatchObject({
      contact: { contact, channel: 'web', customer: 'customer-7', dialog: 'dialog-1' },
    });
    expect(await centre.hangUp({ agent: 'cleo', contact })).toMatchObject({ state: 'wrap-up' });
    await centre.finishWrapUp({ agent: 'cleo', contact, disposition: 'done' });
    expect(await centre.contacts({ contact })).toMatchObject([{ outcome: 'handled', agent: 'cleo' }]);
    expect(gateway.seen).toEqual([]);
  });

  it('refuses options that contradict themselves, all at once', async () => {
    await expect(
      test.start({
        agents: [{ id: 'ada', name: 'Ada', queues: ['nowhere'] }],
        numbers: { '1': 'x' },
        offerTimeoutMs: 0,
      }),
    ).rejects.toThrow(
      'agent "ada" serves "nowhere", which is no queue; offerTimeoutMs must be above 0, not 0; the number 1 leads to "x", which is no queue',
    );
  });
});
