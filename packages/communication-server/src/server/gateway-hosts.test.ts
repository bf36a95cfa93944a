import { VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { expect, it } from 'vitest';
import { configuration } from '../../test/support/centre.js';
import { UnreliableTable } from '../../test/support/unreliable-table.js';
import { CustomerLookUp } from '../customers/customer-look-up.js';
import { Newcomers } from '../customers/newcomers.js';
import { ContactCentreErrors } from '../errors.js';
import { GatewayMemory } from '../gateways/gateway-memory.js';
import { ContactHistory } from '../log/contact-history.js';
import { EventLog } from '../log/event-log.js';
import { Snapshots } from '../log/snapshots.js';
import { GatewayHosts } from './gateway-hosts.js';
import { Sequencer } from './sequencer.js';

it('a gateway that reports an arrival twice is answered twice when it is stored, and never when it is not', async () => {
  const table = new UnreliableTable();
  const storage = table.stub();
  const clock = new VirtualClock(1_000);
  const history = new ContactHistory(storage);
  const stores = { log: new EventLog(storage), snapshots: new Snapshots(storage), history };
  const nobody = { told: () => {}, failed: () => {}, notKept: () => {}, mayWrite: async () => true };
  const sequencer = new Sequencer(stores, clock, configuration, nobody);
  await sequencer.open();
  const lookUp = new CustomerLookUp(undefined, () => undefined);
  const host = new GatewayHosts({
    ...{ numbers: {}, sequencer, storage, clock, log: silentLog, dialogs: undefined, typing: () => {} },
    newcomers: new Newcomers({ lookUp, history, state: () => sequencer.state, clock, log: silentLog }),
    memory: new GatewayMemory(storage),
  }).of('test');
  const arrive = () =>
    host.arrive({ channel: 'voice', externalId: 'call-1', from: '+491', to: '+499', queue: 'service' });

  table.fails = 'before the write';
  let again: Promise<unknown> | undefined;
  table.meanwhile.push(() => {
    again = arrive();
    again.catch(() => undefined);
  });
  await expect(arrive()).rejects.toSatisfy(ContactCentreErrors.LogUnavailable.is);
  await expect(again).rejects.toSatisfy(ContactCentreErrors.LogUnavailable.is);
  expect(table.rows).toEqual([]);

  table.fails = 'never';
  table.meanwhile.push(() => {
    again = arrive();
  });
  const contact = await arrive();
  expect(await again).toBe(contact);
  expect(table.rows.filter(({ type }) => type === 'contact-arrived')).toHaveLength(1);
});
