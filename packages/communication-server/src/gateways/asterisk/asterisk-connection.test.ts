import { once } from 'node:events';
import { VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { afterEach, describe, expect, it } from 'vitest';
import { type SmallAnswer, SmallAri } from '../../../test/support/telephone/small-ari.js';
import { until } from '../../../test/support/telephone/until.js';
import type { GatewayHost } from '../gateway.js';
import { AsteriskConnection } from './asterisk-connection.js';

const info = { system: { version: '22' }, status: { startup_time: '2026-01-01T00:00:00.000+0000' } };
const waiting = {
  ...{ id: 'x1', name: 'PJSIP/trunk-1', state: 'Up', caller: { name: '', number: '1' } },
  dialplan: { exten: '8001', app_name: 'Stasis', app_data: 'caruso' },
};

let ari: SmallAri;
let connection: AsteriskConnection;
afterEach(() => {
  connection.close();
  ari.close();
});

/** An Asterisk whose bridges are told when the test says so, once it is to hold them back. */
async function setting(...atFirst: readonly object[]) {
  let channels = atFirst;
  let held: Promise<void> | undefined;
  let letGo = () => {};
  ari = await SmallAri.start(async (request): Promise<SmallAnswer> => {
    if (request === 'GET asterisk/info') return { status: 200, body: info };
    if (request === 'GET channels') return { status: 200, body: channels };
    if (request === 'GET bridges') await held;
    return request.startsWith('GET') ? { status: 200, body: [] } : { status: 204 };
  });
  const clock = new VirtualClock(0);
  const told: string[] = [];
  const host = {
    ...{ clock, log: silentLog, contacts: () => [], answers: () => ({ queue: 'service' }) },
    standing: async (isThere: boolean) => void told.push(isThere ? 'there' : 'away'),
    arrive: async ({ externalId }: { externalId: string }) => {
      told.push(`${externalId} arrives`);
      return 'c1';
    },
  } as unknown as GatewayHost;
  connection = await AsteriskConnection.open(ari.access, host);
  held = new Promise((resolve) => {
    letGo = resolve;
  });
  const before = ari.asked.length;
  const started = connection.start();
  await until('it is asked what exists', () => ari.asked.slice(before).includes('GET bridges'));
  return {
    ...{ clock, told, started },
    letGo: () => letGo(),
    holdNoMore: () => {
      held = undefined;
    },
    hangUp: () => {
      channels = [];
    },
  };
}

describe('Asterisk whose events are cut off while it is asked what exists', () => {
  it('is away until it is connected again', async () => {
    const { clock, told, started, letGo } = await setting();
    ari.cutEvents();
    await until('it is away', () => told[0]);
    letGo();
    await started;
    expect(told).toEqual(['away']);
    const connected = once(ari.events, 'connection');
    clock.advance(100);
    await connected;
    await until('it is there again', () => told[1]);
    expect(told).toEqual(['away', 'there']);
  });

  it('has nobody waiting who had hung up before it was connected again', async () => {
    const { clock, told, started, letGo, holdNoMore, hangUp } = await setting(waiting);
    ari.cutEvents();
    await until('it is away', () => told[0]);
    letGo();
    holdNoMore();
    hangUp();
    clock.advance(100);
    await until('it is there again', () => told.includes('there'));
    await started;
    expect(told).toEqual(['away', 'there']);
  });
});
