import { describe, expect, it } from 'vitest';
import { silentLog } from '../src/log.js';
import { createServiceManager } from '../src/manager/local-service-manager.js';
import { readActor } from '../src/nats/actor-header.js';
import { centre, later, member } from './support/nats/company.js';
import { Greeter, greeter } from './support/nats/greeter.js';
import { missing } from './support/nats/nats-server.js';

const actor = { id: 'jürgen', roles: ['agent', 'team=Süd'] };

describe('for whom a call is made', () => {
  it('is told to the handler, when the caller says so', async () => {
    const manager = createServiceManager({ company: 'test', log: silentLog });
    later(() => manager.stop());
    await manager.register(greeter('here'));
    const stub = manager.get(Greeter);
    expect(await stub.whoCalls({}, { actor })).toMatchObject({ actor });
    expect((await stub.whoCalls({})).actor).toBeUndefined();
  });

  it.skipIf(missing)(`reaches a handler in another process${missing ? ` (${missing})` : ''}`, async () => {
    const company = await centre();
    const a = await member(company);
    await a.register(greeter('from a'));
    expect(await company.manager.get(Greeter).whoCalls({}, { actor })).toMatchObject({ actor });
    expect((await company.manager.get(Greeter).whoCalls({})).actor).toBeUndefined();
  });

  it.each(['%7B', 'null', '%7B%22id%22%3A%22ann%22%7D'])('is no guess, when it cannot be read: %s', (header) => {
    expect(() => readActor(header)).toThrow();
  });
});
