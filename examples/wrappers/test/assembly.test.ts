import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Metering } from '../src/csv-drop/contract.js';
import { Appointments } from '../src/soap/contract.js';

let data: string;

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'wrappers-'));
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  vi.stubEnv('CARUSO_DATA', data);
  vi.stubEnv('LEGACY_PORT', String(port));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(data, { recursive: true, force: true });
});

it('the assembly starts both wrappers with the systems they wrap', async () => {
  const { default: assembly } = await import('../caruso.config.js');
  const running = await startAssembly(assembly, { log: silentLog });
  expect((await running.health()).filter(({ state }) => state !== 'active')).toEqual([]);
  const from = { postalCode: '80331', from: '2026-12-01', work: 'inspection' } as const;
  expect((await running.get(Appointments).free(from)).slots).toHaveLength(3);
  const wanted = { meter: 'E1', customer: '4711', on: '2026-12-01', work: 'removal', idempotencyKey: 'a' } as const;
  expect(await running.get(Metering).order(wanted)).toMatchObject({ on: '2026-12-01' });
  for await (const { article } of running.get(Metering).prices({})) expect(article).toMatch(/^[ZW]-/);
  expect(await assembly.greeting?.(running)).toContain('caruso script run');
  await running.stop();
});
