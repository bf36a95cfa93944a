import { expect, it, onTestFinished } from 'vitest';
import type { LoggedContact } from '../src/contract.js';
import { ManualGateway } from './support/manual-gateway.js';
import { TestCentre } from './support/running.js';

const HOUR = 3_600_000;

it('a contact of yesterday that is transferred today is one of today, also for a server that stands by', async () => {
  const gateway = new ManualGateway();
  const test = new TestCentre();
  onTestFinished(() => test.close());
  const { centre } = await test.start({ gateways: [gateway] });
  const standby = (await test.start()).centre;
  await centre.logIn({ agent: 'ada' });
  await centre.setReady({ agent: 'ada' });
  const contact = await gateway.call('yesterday');
  const { offer } = await centre.agent({ agent: 'ada' });
  await centre.accept({ agent: 'ada', reservation: offer?.reservation ?? '' });
  test.clock.advance(HOUR);
  const today = test.clock.now();
  test.clock.advance(HOUR);
  await centre.transfer({ agent: 'ada', contact, to: { queue: 'sales' } });
  test.clock.advance(5_000);
  await gateway.host.leave(contact, 'customer');
  for (const asked of [centre, standby]) {
    const told: LoggedContact[] = [];
    for await (const each of asked.loggedContacts({ from: today, to: today + 24 * HOUR })) told.push(each);
    expect(told).toEqual([{ at: today + HOUR, queue: 'sales', from: '+49301', patience: 5 }]);
  }
});
