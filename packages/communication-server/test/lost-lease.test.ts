import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ContactCentreErrors } from '../src/errors.js';
import type { GatewayHost } from '../src/gateways/gateway.js';
import { ManualGateway } from './support/manual-gateway.js';
import { TestCentre } from './support/running.js';

/** Notes what becomes of its connection. */
class WatchedGateway extends ManualGateway {
  closed = 0;

  override open(host: GatewayHost) {
    return { ...super.open(host), close: () => void this.closed++ };
  }
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
    const set = [{ column: { name: 'holder', type: 'string' } as const, value: 'another' }];
    const where = { column: { name: 'name', type: 'string' }, op: 'eq', value: 'event-log' } as const;
    const statements = [{ update: { table: 'com_lease', set, where } }];
    await running.get(Storage).write({ store: 'system', statements });
    expect(gateway.closed).toBe(0);
    test.clock.advance(2_000);
    await vi.waitFor(() => expect(gateway.closed).toBe(1));
    await expect(centre.setReady({ agent: 'bob' })).rejects.toMatchObject({ code: ContactCentreErrors.LogTaken.code });
    test.clock.advance(600_000);
    expect(await centre.events({ after: 1 })).toEqual([]);
  });
});
