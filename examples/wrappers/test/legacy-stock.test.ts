import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { newId } from '@caruso/core';
import {
  ContractDocument,
  contractOf,
  defineAssembly,
  natsHub,
  silentLog,
  startAssembly,
} from '@caruso/service-manager';
import { connect, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import contract from '../src/plain-js/stock.contract.json' with { type: 'json' };

const SERVER = '127.0.0.1:4222';
const subjects = `test-${newId()}`;
let connection: NatsConnection;
let wrapper: ChildProcess;
let id: string;

const missing = await connect({ servers: SERVER }).then(
  (probe) => probe.close(),
  (thrown: unknown) => {
    if (process.env.CARUSO_REQUIRE_SERVERS === '1') throw thrown;
    return true;
  },
);

const json = (answer: Msg) => JSON.parse(answer.string());
const ask = async (verb: string) => json(await connection.request(`$SRV.${verb}.legacy-stock.${id}`));
const call = (operation: string, input: unknown) =>
  connection.request(`${subjects}.${operation}`, JSON.stringify(input));

it('the contract document is one that CARUSO reads', () => {
  const { name, version, operations } = contractOf(ContractDocument.parse(contract));
  expect({ name, version, operations: Object.keys(operations) }).toEqual({
    name: 'stock',
    version: '1.0.0',
    operations: ['level', 'reserve'],
  });
  expect(operations.reserve?.input.safeParse({ article: '1', pieces: 0, idempotencyKey: 'a' }).success).toBe(false);
});

describe.skipIf(missing)('a wrapper in plain JavaScript', () => {
  beforeAll(async () => {
    connection = await connect({ servers: SERVER });
    wrapper = spawn(process.execPath, [fileURLToPath(new URL('../src/plain-js/legacy-stock.mjs', import.meta.url))], {
      env: { ...process.env, NATS_URL: SERVER, STOCK_SUBJECTS: subjects },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (!wrapper.stdout) throw new Error('the wrapper has no output');
    [id] = (await once(createInterface({ input: wrapper.stdout }), 'line')) as [string];
  });
  afterAll(async () => {
    const ended = once(wrapper, 'exit');
    wrapper.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await connection.close();
  });

  it('is there, and says which contract it provides', async () => {
    expect(await ask('PING')).toMatchObject({ name: 'legacy-stock', metadata: { caruso_contract: 'stock@1.0.0' } });
  });

  it('offers an endpoint for each operation of its contract', async () => {
    const { endpoints } = await ask('INFO');
    expect(endpoints.map(({ name, subject }: { name: string; subject: string }) => [name, subject])).toEqual(
      Object.keys(contract.operations).map((name) => [name, `${subjects}.${name}`]),
    );
  });

  it('answers a call', async () => {
    expect(json(await call('level', { article: '4712' }))).toEqual({ article: '4712', name: 'ZÄHLERTAFEL', pieces: 3 });
  });

  it('reserves once however often the same key comes', async () => {
    const wanted = { article: '4711', pieces: 20, idempotencyKey: 'dialog-1/stock' };
    const first = json(await call('reserve', wanted));
    expect(json(await call('reserve', wanted))).toEqual(first);
    expect(first).toEqual({ reservation: 'R1', left: 100 });
  });

  it.each([
    ['level', { article: '1' }, 404, 'CRS-STK-001', 'The store has no article "1".'],
    [
      'reserve',
      { article: '4712', pieces: 4, idempotencyKey: 'a' },
      409,
      'CRS-STK-002',
      'Of article 4712 there are 3 left, which is less than 4.',
    ],
    ['reserve', { article: '4712', idempotencyKey: 'a' }, 400, 'CRS-STK-003', 'input.pieces is missing'],
    ['level', { article: 4711 }, 400, 'CRS-STK-003', 'input.article must be a text of 1 to 10 characters'],
  ])('refuses %s of %j with %i and an error document', async (operation, input, status, code, message) => {
    const answer = await call(operation, input);
    expect(answer.headers?.get('Nats-Service-Error-Code')).toBe(String(status));
    expect(answer.headers?.get('Nats-Service-Error')).toBe(message);
    expect(json(answer)).toMatchObject({ code, message });
  });

  it('refuses what is no JSON', async () => {
    const answer = await connection.request(`${subjects}.level`, '{');
    expect(json(answer)).toMatchObject({ kind: 'invalid', name: 'BadInput' });
  });

  it('takes part in an assembly, which knows nothing but its contract document', async () => {
    const stock = contractOf(ContractDocument.parse(contract));
    const hub = natsHub({ servers: `nats://${SERVER}`, microServices: [{ contract: stock }] });
    const company = `test-${newId().slice(0, 8)}`;
    const running = await startAssembly(defineAssembly({ company, components: [hub] }), { log: silentLog });
    try {
      const services = running.directory;
      expect(await services.call('stock', 'level', { article: '4712' })).toMatchObject({ name: 'ZÄHLERTAFEL' });
      const refused = services.call('stock', 'level', { article: '1' });
      await expect(refused).rejects.toMatchObject({ code: 'CRS-STK-001', kind: 'not-found' });
      await expect(services.call('stock', 'level', { article: 4711 })).rejects.toMatchObject({ name: 'InvalidInput' });
    } finally {
      await running.stop();
    }
  });

  it('counts its requests', async () => {
    const { endpoints } = await ask('STATS');
    expect(endpoints[0]).toMatchObject({ name: 'level', num_requests: expect.any(Number) });
    expect(endpoints[0].num_requests).toBeGreaterThan(0);
  });
});
