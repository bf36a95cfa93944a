import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { expect, it, onTestFinished } from 'vitest';
import { communicationServer } from '../src/component.js';
import { ContactCentre } from '../src/contract.js';
import { configuration } from './support/centre.js';
import { ManualGateway } from './support/manual-gateway.js';

async function company(gateway: ManualGateway) {
  const components = [
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    communicationServer({ ...configuration, gateways: [gateway] }),
  ];
  const running = await startAssembly({ company: 'test', components }, { log: silentLog });
  onTestFinished(() => running.stop());
  const centre = running.get(ContactCentre);
  await centre.logIn({ agent: 'ada' });
  const { offer } = await gateway.call('call-1').then(() => centre.setReady({ agent: 'ada' }));
  const talking = offer?.contact.contact ?? expect.fail('no offer');
  await centre.accept({ agent: 'ada', reservation: offer?.reservation ?? '' });
  return { running, centre, talking };
}

it('gateways are replaced with the communication server while it runs: nobody loses a contact, and commands wait', async () => {
  const [before, after] = [new ManualGateway(), new ManualGateway()];
  const { running, centre, talking } = await company(before);
  const waiting = await before.call('call-2');
  const next = communicationServer({ ...configuration, gateways: [after] });
  const replacing = running.services.replace('communication-server', next);
  const seen = before.seen.length;
  const meanwhile = centre.logIn({ agent: 'bob' });
  expect(await replacing).toMatchObject({ lost: 0, parked: 1 });
  expect(await meanwhile).toMatchObject({ state: 'not-ready' });
  expect(after.host.contacts().map(({ contact, state }) => [contact, state])).toEqual([
    [talking, 'connected'],
    [waiting, 'waiting'],
  ]);
  expect(await after.call('call-2')).toBe(waiting);
  const third = await after.call('call-3');
  expect(await centre.setReady({ agent: 'bob' })).toMatchObject({ offer: { contact: { contact: waiting } } });
  await centre.hangUp({ agent: 'ada', contact: talking });
  const inLine = await centre.waiting({ queue: 'service', limit: 10 });
  expect(inLine.map(({ contact, state }) => [contact, state])).toEqual([
    [waiting, 'offered'],
    [third, 'waiting'],
  ]);
  expect(after.seen.map(({ type }) => type)).toContain('conversation-ended');
  expect(before.seen).toHaveLength(seen);
  const events = await centre.events({});
  expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ type }) => type === 'contact-arrived')).toHaveLength(3);
});

it('a communication server whose gateway cannot be opened takes over nothing: the one before is at work again', async () => {
  const before = new ManualGateway();
  const { running, centre, talking } = await company(before);
  const shut = new ManualGateway();
  shut.open = () => {
    throw new Error('the telephone exchange refuses the password');
  };
  const next = communicationServer({ ...configuration, gateways: [shut] });
  await expect(running.services.replace('communication-server', next)).rejects.toThrow('could not take over');
  expect(before.host.contacts()).toMatchObject([{ contact: talking, state: 'connected' }]);
  expect(await centre.hangUp({ agent: 'ada', contact: talking })).toMatchObject({ state: 'wrap-up' });
});
