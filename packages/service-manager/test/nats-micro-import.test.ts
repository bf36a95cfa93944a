import { defineContract, newId } from '@caruso/core';
import { Svcm } from '@nats-io/services';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ServiceErrors } from '../src/errors.js';
import type { NatsLink } from '../src/nats/nats-link.js';
import { thrownBy } from './support/nats/both.js';
import { centre, member, until } from './support/nats/company.js';
import { connected } from './support/nats/links.js';
import { missing } from './support/nats/nats-server.js';

/** A contract nobody else has, because all on the shared server see the services of others. */
const unique = newId().slice(0, 8);
const Stock = defineContract(`test.stock-${unique}`, '1.0.0', {
  level: { input: z.object({ article: z.string() }), output: z.object({ pieces: z.int() }), idempotent: true },
});

/** A service written with a library that knows nothing of CARUSO. */
async function stock(
  link: NatsLink,
  name: string,
  metadata: Record<string, string>,
  endpoint = 'level',
  version = '2.0.0',
) {
  const library = new Svcm(link.connection as unknown as ConstructorParameters<typeof Svcm>[0]);
  const service = await library.add({ name, version, metadata });
  const asked = { silent: false, count: 0 };
  service.addGroup(`stock.${newId()}`).addEndpoint(endpoint, (problem, message) => {
    asked.count += 1;
    if (problem || asked.silent) return;
    message.respond(JSON.stringify({ pieces: message.json<{ article: string }>().article.length }));
  });
  await link.synced();
  return { service, asked };
}

const annotated = { caruso_contract: `${Stock.name}@1.1.0` };

describe.skipIf(missing)(`services of others in a company${missing ? ` (${missing})` : ''}`, () => {
  it('are taken in by contract, and all processes can call them', async () => {
    const company = await centre();
    const b = await member(company);
    await stock(await connected(), `stock-${unique}`, annotated);
    await company.hub.importMicroService(Stock);
    expect(await company.manager.get(Stock).level({ article: '1234' })).toEqual({ pieces: 4 });
    expect(company.manager.lookup(Stock)).toMatchObject({
      component: `stock-${unique}`,
      version: '2.0.0',
      runsIn: 'nats',
    });
    await until(() => b.find(Stock) !== undefined);
    expect(await b.get(Stock).level({ article: '12' })).toEqual({ pieces: 2 });
  });

  it('are taken in by name when they do not name a contract', async () => {
    const company = await centre();
    const name = `old-stock-${newId().slice(0, 8)}`;
    await stock(await connected(), name, { by: 'somebody' });
    const taken = await company.hub.importMicroService(Stock, { service: name });
    expect(await company.manager.get(Stock).level({ article: '1' })).toEqual({ pieces: 1 });
    await taken.close();
    expect(company.manager.list()).toEqual([]);
  });

  it('are taken in by a single process, for itself', async () => {
    const company = await centre();
    const [a, b] = [await member(company), await member(company)];
    const name = `old-stock-${newId().slice(0, 8)}`;
    await stock(await connected(), name, { by: 'somebody' });
    await a.importMicroService(Stock, { service: name });
    expect(await a.get(Stock).level({ article: '1' })).toEqual({ pieces: 1 });
    expect([b.find(Stock), company.manager.find(Stock)]).toEqual([undefined, undefined]);
  });

  it('that are not there, or lack an operation, are named', async () => {
    const company = await centre();
    const name = `old-stock-${newId().slice(0, 8)}`;
    const absent = await thrownBy(company.hub.importMicroService(Stock, { service: name }));
    expect(absent).toMatchObject({
      code: ServiceErrors.NoMicroService.code,
      kind: 'unavailable',
      data: { service: name },
    });
    await stock(await connected(), name, { by: 'somebody' }, 'amount');
    const lacking = await thrownBy(company.hub.importMicroService(Stock, { service: name }));
    expect(String(lacking)).toContain('has no endpoint "level"');
  });

  it.each([
    ['not-found', [404, 'unknown article', ''], 'unknown article'],
    [
      'conflict',
      [409, 'sold', JSON.stringify({ code: 'LEV-1', kind: 'conflict', message: 'The shelf is empty.' })],
      'The shelf is empty.',
    ],
    ['invalid', [422, 'no number', '{"message":7}'], 'no number'],
    ['internal', [500, 'broken', 'no JSON'], 'broken'],
  ] as const)('say why they refuse in their own words, and it is %s', async (kind, [code, reason, body], said) => {
    const company = await centre();
    const name = `old-stock-${newId().slice(0, 8)}`;
    const link = await connected();
    const library = new Svcm(link.connection as unknown as ConstructorParameters<typeof Svcm>[0]);
    const service = await library.add({ name, version: '1.0.0' });
    service.addEndpoint('level', (_problem, message) => message.respondError(code, reason, body));
    await link.synced();
    await company.hub.importMicroService(Stock, { service: name });
    const problem = await thrownBy(company.manager.get(Stock).level({ article: '1' }));
    expect(problem).toMatchObject({ kind, data: { code, reason: said } });
    expect(String(problem)).toContain(said);
  });

  it('are taken out when none answers any more, and in again when one does', async () => {
    const company = await centre();
    const name = `old-stock-${newId().slice(0, 8)}`;
    const theirs = await connected();
    const { asked } = await stock(theirs, name, { by: 'somebody' });
    await company.hub.importMicroService(Stock, { service: name });
    asked.silent = true;
    const call = thrownBy(company.manager.get(Stock).level({ article: '1' }));
    await until(() => asked.count > 0);
    await theirs.connection.close();
    expect(ServiceErrors.NodeLost.is(await call) || ServiceErrors.Unavailable.is(await call)).toBe(true);
    await until(() => company.manager.list().length === 0);
    const waiting = company.manager.get(Stock, { availabilityMs: 20_000 }).level({ article: '12345' });
    await stock(await connected(), name, { by: 'somebody' });
    expect(await waiting).toEqual({ pieces: 5 });
  });

  it('that come later are taken in then', async () => {
    const company = await centre();
    const name = `old-stock-${newId().slice(0, 8)}`;
    await company.hub.expectMicroService(Stock, { service: name });
    expect(company.manager.list()).toEqual([]);
    await stock(await connected(), name, { by: 'somebody' });
    await until(() => company.manager.find(Stock) !== undefined);
  });
});
