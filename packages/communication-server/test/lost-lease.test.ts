import { newId } from '@caruso/core';
import type { RunningAssembly } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventPayload } from '../src/contract.js';
import { ContactCentreErrors } from '../src/errors.js';
import type { GatewayHost } from '../src/gateways/gateway.js';
import { ManualGateway } from './support/manual-gateway.js';
import { TestCentre } from './support/running.js';

/** Notes what becomes of its connection. */
class WatchedGateway extends ManualGateway {
  opened = 0;
  closed = 0;

  override open(host: GatewayHost) {
    this.opened++;
    return { ...super.open(host), close: () => void this.closed++ };
  }
}

function leaseOf(running: RunningAssembly, holder: string) {
  const set = [{ column: { name: 'holder', type: 'string' } as const, value: holder }];
  const where = { column: { name: 'name', type: 'string' }, op: 'eq', value: 'event-log' } as const;
  return running.get(Storage).write({ store: 'system', statements: [{ update: { table: 'com_lease', set, where } }] });
}

/** An event of another process. */
function writeBeside(running: RunningAssembly, number: number, facts: EventPayload) {
  const cells = [
    { column: { name: 'number', type: 'long' }, value: String(number) },
    { column: { name: 'at', type: 'long' }, value: '0' },
    { column: { name: 'type', type: 'string' }, value: facts.type },
    { column: { name: 'writer', type: 'uuid' }, value: newId() },
    { column: { name: 'payload', type: 'json' }, value: facts },
  ] as const;
  const statements = [{ insert: { table: 'com_event', cells: [...cells] } }];
  return running.get(Storage).write({ store: 'system', statements });
}

describe('a process that was held up for so long that another has taken its lease', () => {
  let test: TestCentre;
  let gateway: WatchedGateway;
  beforeEach(() => {
    gateway = new WatchedGateway();
    test = new TestCentre({ gateways: [gateway] });
  });
  afterEach(() => test.close());

  it('leaves mails, calls and chats to the other one, and decides nothing more', async () => {
    const { running, centre } = await test.start();
    await centre.logIn({ agent: 'bob' });
    await leaseOf(running, 'another');
    expect(gateway.closed).toBe(0);
    test.clock.advance(2_000);
    await vi.waitFor(() => expect(gateway.closed).toBe(1));
    await vi.waitFor(() => expect(centre.setReady({ agent: 'bob' })).rejects.toThrow(ContactCentreErrors.StandingBy));
    expect(await centre.events({ after: 1 })).toEqual([]);
  });

  it('reads the log again when another one has written in spite of its lease, and works on', async () => {
    const { running, centre } = await test.start();
    await centre.logIn({ agent: 'bob' });
    await writeBeside(running, 2, { type: 'agent-logged-in', agent: 'ada' });
    await expect(centre.setReady({ agent: 'bob' })).rejects.toThrow(ContactCentreErrors.LogTaken);
    await vi.waitFor(() => expect(gateway.closed).toBe(1));
    await vi.waitFor(async () => {
      test.clock.advance(1_000);
      expect(await centre.role({})).toEqual({ role: 'active' });
    });
    await vi.waitFor(async () => expect(await centre.setReady({ agent: 'bob' })).toMatchObject({ state: 'ready' }));
    expect(await centre.agent({ agent: 'ada' })).toMatchObject({ state: 'not-ready' });
    expect(gateway.opened).toBe(2);
  });

  it('stands by, and takes over again with all that is stored when the other one is gone', async () => {
    const { running, centre } = await test.start();
    await centre.logIn({ agent: 'bob' });
    await leaseOf(running, 'another');
    test.clock.advance(2_000);
    await vi.waitFor(async () => expect(await centre.role({})).toEqual({ role: 'standby' }));
    await vi.waitFor(() => expect(gateway.closed).toBe(1));
    await leaseOf(running, '');
    await vi.waitFor(async () => {
      test.clock.advance(1_000);
      expect(await centre.role({})).toEqual({ role: 'active' });
    });
    await vi.waitFor(() => expect(gateway.opened).toBe(2));
    await vi.waitFor(async () => expect(await centre.setReady({ agent: 'bob' })).toMatchObject({ state: 'ready' }));
    await gateway.call('call-1');
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'reserved' });
  });
});
