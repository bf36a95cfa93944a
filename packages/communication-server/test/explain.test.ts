import type { Stub } from '@caruso/core';
import type { RunningAssembly } from '@caruso/service-manager';
import { type Condition, Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContactCentre } from '../src/contract.js';
import { configuration } from './support/centre.js';
import { ManualGateway } from './support/manual-gateway.js';
import { TestCentre } from './support/running.js';

const gateway = new ManualGateway();
let test: TestCentre;
beforeEach(() => {
  test = new TestCentre({ gateways: [gateway] });
});
afterEach(() => test.close());

const kept = (running: RunningAssembly) =>
  running
    .get(Storage)
    .select({ store: 'system', table: 'com_configuration', columns: [{ name: 'body', type: 'json' }] });

const drop = (running: RunningAssembly, table: string, where: Condition) =>
  running.get(Storage).write({ store: 'system', statements: [{ delete: { table, where } }] });

async function shift(centre: Stub<typeof ContactCentre>, agent: string): Promise<void> {
  await centre.logIn({ agent });
  await centre.logOut({ agent });
}

describe('explain', () => {
  it('gives every decision about a contact as it was stored and as it is decided again, with everybody', async () => {
    const { centre } = await test.start();
    for (const agent of ['ada', 'bob', 'cleo']) await centre.logIn({ agent });
    await centre.setReady({ agent: 'ada' });
    await centre.setReady({ agent: 'bob' });
    const contact = await gateway.call('call-1');
    test.clock.advance(10_000);
    await centre.setReady({ agent: 'ada' });
    const explanations = await centre.explain({ contact });
    expect(explanations.map(({ agent, again }) => [agent, again.agrees])).toEqual([
      ['ada', true],
      ['bob', true],
    ]);
    const [first, second] = explanations;
    expect(first?.again.reason?.candidates.map(({ agent }) => agent)).toEqual(['ada', 'bob']);
    expect(second?.reason.excluded).toEqual([{ agent: 'ada', because: 'not-ready (no-answer)' }]);
    expect(second?.reason.contact).toEqual({ priority: 0, waitedMs: 10_000 });
  });

  it('refuses a contact that is not in the log', async () => {
    const { centre } = await test.start();
    await expect(centre.explain({ contact: 'none' })).rejects.toThrow('There is no contact "none"');
  });

  it('decides again what was decided before a restart', async () => {
    const first = await test.start();
    await first.centre.logIn({ agent: 'bob' });
    await first.centre.setReady({ agent: 'bob' });
    const contact = await gateway.call('call-1');
    await first.running.stop();
    const second = await test.start();
    expect(await second.centre.explain({ contact })).toMatchObject([{ agent: 'bob', again: { agrees: true } }]);
  });

  const onlySales = configuration.agents.map((agent) => ({ ...agent, queues: ['sales'] }));
  const asThen = { agent: 'bob', again: { agrees: true, under: 'then' } };

  async function offeredToBob() {
    const started = await test.start();
    await started.centre.logIn({ agent: 'bob' });
    await started.centre.setReady({ agent: 'bob' });
    return { ...started, contact: await gateway.call('call-1') };
  }

  it('decides under what applied then, when another configuration applies since a restart', async () => {
    const { running, contact } = await offeredToBob();
    await running.stop();
    const { centre } = await test.start({ agents: onlySales });
    expect(await centre.explain({ contact })).toMatchObject([asThen]);
  });

  it('keeps a configuration once, however often the server starts with it', async () => {
    for (const agents of [onlySales, onlySales, configuration.agents, configuration.agents]) {
      const { running, centre } = await test.start({ agents });
      await centre.logIn({ agent: 'bob' });
      await centre.logOut({ agent: 'bob' });
      await running.stop();
    }
    const { running } = await test.start();
    expect(await kept(running)).toHaveLength(2);
  });

  it('keeps no telephone of an agent with a configuration', async () => {
    const { running } = await test.start({
      agents: [{ id: 'bob', name: 'Bob', queues: ['service'], phone: '0891234' }],
    });
    const rows = await kept(running);
    expect(rows).toMatchObject([{ body: { agents: [{ id: 'bob' }] } }]);
    expect(JSON.stringify(rows)).not.toContain('0891234');
  });

  it('says that it decides under the configuration of today where that of then was not kept', async () => {
    const { running, contact } = await offeredToBob();
    await drop(running, 'com_configuration', { column: { name: 'number', type: 'long' }, op: 'gte', value: '0' });
    await running.stop();
    const { centre } = await test.start({ agents: onlySales });
    expect(await centre.explain({ contact })).toMatchObject([
      { agent: 'bob', again: { agrees: false, under: 'today' } },
    ]);
  });

  it('reads the log from the last snapshot before the first offer', async () => {
    const { running, centre, contact: old } = await offeredToBob();
    for (let of = 0; of < 2_600; of += 1) await shift(centre, 'cleo');
    await running.stop();
    const second = await test.start({ agents: onlySales });
    await second.running.stop();
    const { running: third, centre: now } = await test.start();
    await now.logIn({ agent: 'ada' });
    await now.setReady({ agent: 'ada' });
    const recent = await gateway.call('call-2');
    await drop(third, 'com_event', { column: { name: 'number', type: 'long' }, op: 'lt', value: '5000' });
    expect(await now.explain({ contact: recent })).toMatchObject([{ ...asThen, agent: 'ada' }]);
    await expect(now.explain({ contact: old })).resolves.toEqual([]);
  });
});

describe('a conversation', () => {
  it('is held, talked over and handed on through the contract, and both agents see it', async () => {
    const { centre } = await test.start();
    for (const agent of ['ada', 'bob']) await centre.logIn({ agent });
    await centre.setReady({ agent: 'ada' });
    const contact = await gateway.call('call-1');
    const { offer } = await centre.agent({ agent: 'ada' });
    await centre.accept({ agent: 'ada', reservation: offer?.reservation ?? '' });
    await centre.setReady({ agent: 'bob' });
    expect(await centre.consult({ agent: 'ada', contact, with: { agent: 'bob' } })).toMatchObject({
      contact: { consultation: { by: 'ada', with: { agent: 'bob' }, answered: false } },
    });
    const asked = await centre.agent({ agent: 'bob' });
    expect(asked).toMatchObject({ state: 'reserved', offer: { contact: { contact } } });
    await centre.accept({ agent: 'bob', reservation: asked.offer?.reservation ?? '' });
    expect(await centre.completeTransfer({ agent: 'ada', contact })).toMatchObject({ state: 'wrap-up' });
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'busy', contact: { contact, agent: 'bob' } });
    expect(gateway.seen.map(({ type }) => type)).toContain('contact-taken-over');
  });
});
