import { afterEach, describe, expect, it } from 'vitest';
import { configuration } from '../support/centre.js';
import { startCarrier } from '../support/telephone/carrier.js';
import { startForwarder } from '../support/telephone/forwarder.js';
import { withPhones } from '../support/telephone/telephone-centre.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';

describe.skipIf(missing)(`a call to a telephone that forwards${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  /** A caller waits for Ada, whose telephone forwards to a number; Bob is there too. */
  const start = async (to: string, through = 'agent3') => {
    const forwarder = await startForwarder(telephones.pbx, to);
    stops.push(forwarder.stop);
    const agents = withPhones(configuration.agents).map((agent) => ({
      ...agent,
      queues: ['service'],
      ...(agent.id === 'ada' ? { phone: forwarder.through(through) } : {}),
    }));
    await telephones.centre.start({}, { agents });
    return { agents, bob: await telephones.agent('agent2'), customer: await telephones.caller('8001') };
  };

  it('is followed to where the telephone of the agent forwards it', async () => {
    const { agents, customer } = await start('4940555');
    const home = await telephones.outside('4940555');
    await telephones.centre.ready('ada');
    await home.rings();
    home.pickUp();
    const { contact, agent } = await telephones.centre.event('contact-connected');
    expect(agent).toBe('ada');
    await telephones.bridged(contact);
    await telephones.centre.stop();

    await telephones.centre.start({}, { agents });
    await telephones.bridged(contact);
    expect(telephones.centre.lines.filter((line) => line.startsWith('warn'))).toEqual([]);
    home.hangUp();
    expect(await telephones.centre.event('conversation-ended')).toMatchObject({ by: 'agent' });
    await customer.over();
    await telephones.silent();
  });

  it('stops ringing there when the caller hangs up', async () => {
    const { customer } = await start('4940556');
    const home = await telephones.outside('4940556');
    await telephones.centre.ready('ada');
    await home.rings();
    customer.hangUp();
    await home.over();
    await telephones.silent();
    expect(await telephones.centre.centre.agent({ agent: 'ada' })).toMatchObject({ state: 'ready' });
  });

  it('goes to the next agent when the telephone forwards it to nowhere', async () => {
    stops.push(startCarrier(telephones.pbx));
    const { bob } = await start('4001');
    await telephones.centre.ready('ada', 'bob');
    expect(await telephones.centre.event('offer-rejected')).toMatchObject({ agent: 'ada', because: 'unknown-number' });
    await bob.rings();
    bob.pickUp();
    const { contact } = await telephones.centre.event('contact-connected');
    await telephones.bridged(contact);
  });

  it('is not followed into the contact centre itself', async () => {
    const { bob } = await start('8001', 'trunk');
    await telephones.centre.ready('ada', 'bob');
    expect(await telephones.centre.event('offer-rejected')).toMatchObject({ agent: 'ada' });
    await bob.rings();
    expect(await telephones.centre.centre.contacts({})).toHaveLength(1);
  });
});
