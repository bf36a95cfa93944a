import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import { findMicroServices } from '../src/nats/find-micro-services.js';
import { NatsCaller } from '../src/nats/nats-caller.js';
import { NatsServices } from '../src/nats/nats-services.js';
import { operationOfEndpoint } from '../src/nats/remote-operation.js';
import { thrownBy } from './support/nats/both.js';
import { connected } from './support/nats/links.js';
import { missingBinary, OwnServer } from './support/nats/nats-server.js';
import { at, Sums, SumsService } from './support/nats/sums.js';

const CONFIGURATION = `
authorization {
  users: [
    { user: provider, password: p1, permissions: {
        publish: ["caruso.acme.reply.>", "caruso.acme.control.>", "caruso.acme.inbox.>"]
        subscribe: ["caruso.acme.call.*.*.provider.*.*", "caruso.acme.control.provider.*.*", "caruso.acme.group.test_sums.>", "$SRV.>"]
    } }
    { user: caller, password: p2, permissions: {
        publish: ["caruso.acme.call.test_sums.>", "caruso.acme.group.test_sums.>", "caruso.acme.control.>", "$SRV.>"]
        subscribe: ["caruso.acme.reply.caller.>", "caruso.acme.inbox.caller.>"]
    } }
    { user: stranger, password: p3, permissions: {
        publish: ["caruso.acme.call.other.>"]
        subscribe: ["caruso.acme.reply.stranger.>", "caruso.acme.inbox.stranger.>"]
    } }
    { user: mute, password: p4, permissions: { publish: [">"], subscribe: ["nothing"] } }
  ]
}`;

describe.skipIf(missingBinary)(`with permissions on the server${missingBinary ? ` (${missingBinary})` : ''}`, () => {
  let server: OwnServer;
  beforeAll(async () => {
    server = await OwnServer.start(CONFIGURATION);
  });
  afterAll(() => server?.dispose());

  const as = (user: string, pass: string) => connected({ company: 'acme', user, pass }, server.url);

  async function provided() {
    const provider = await as('provider', 'p1');
    const services = new NatsServices(provider);
    const sums = new SumsService();
    await services.add(sums);
    return { provider, services, sums };
  }

  it('who may call a contract can, and can cancel, stream and find services', async () => {
    const { provider, sums } = await provided();
    const link = await as('caller', 'p2');
    const caller = new NatsCaller(link);
    expect(await caller.call(at(provider, sums, 'add'), { a: 1, b: 2 })).toEqual({ sum: 3 });
    const subject = link.subjects.endpoint('test.sums', sums.name, sums.version, 'add');
    expect(await caller.call(operationOfEndpoint(Sums, 'add', subject), { a: 1, b: 2 })).toEqual({ sum: 3 });
    for await (const _ of caller.stream(at(provider, sums, 'count'), { to: 1_000 })) break;
    await sums.streamEnded.reached;
    expect(
      ServiceErrors.TimedOut.is(await thrownBy(caller.call(at(provider, sums, 'wait'), {}, { timeoutMs: 10 }))),
    ).toBe(true);
    await sums.givenUp.reached;
    expect(await findMicroServices(link, { name: sums.name })).toHaveLength(1);
  });

  it('who may not call a contract is told so at once', async () => {
    const { provider, sums } = await provided();
    const link = await as('stranger', 'p3');
    const caller = new NatsCaller(link);
    for (const operation of ['add', 'wait']) {
      const problem = await thrownBy(caller.call(at(provider, sums, operation), {}));
      expect(problem).toMatchObject({ code: ServiceErrors.Forbidden.code, kind: 'forbidden', data: { operation } });
    }
    const problem = await thrownBy(caller.stream(at(provider, sums, 'count'), { to: 1 }).next());
    expect(ServiceErrors.Forbidden.is(problem)).toBe(true);
    expect(ServiceErrors.Forbidden.is(await thrownBy(findMicroServices(link)))).toBe(true);
    expect(caller.pending).toBe(0);
  });

  it('who may not receive answers is told so at once', async () => {
    const { provider, sums } = await provided();
    const caller = new NatsCaller(await as('mute', 'p4'));
    for (let i = 0; i < 2; i += 1) {
      const problem = await thrownBy(caller.call(at(provider, sums, 'add'), { a: 1, b: 1 }));
      expect(ServiceErrors.Forbidden.is(problem)).toBe(true);
    }
  });

  it('a service of two contracts is offered one by one when its user may not provide just any', async () => {
    const { provider, services } = await provided();
    const two = new SumsService('two');
    Object.assign(two, { contracts: [Sums, { ...Sums, name: 'test.other' }] });
    await services.add(two);
    // The refusal and what was done about it have been to the server and back.
    for (let i = 0; i < 3; i += 1) await provider.synced();
    const link = await as('caller', 'p2');
    const subject = link.subjects.endpoint('test.sums', 'two', two.version, 'add');
    const caller = new NatsCaller(link);
    expect(await caller.call(operationOfEndpoint(Sums, 'add', subject), { a: 1, b: 2 })).toEqual({ sum: 3 });
  });

  it('a user nobody knows is not admitted, and no secret is told', async () => {
    const problem = await thrownBy(as('nobody', 'secret-word'));
    expect(problem).toMatchObject({ code: ServiceErrors.NotAdmitted.code, kind: 'unauthenticated' });
    expect(JSON.stringify(problem) + String((problem as Error).stack)).not.toContain('secret-word');
  });

  it('user and password may stand in the address, and are not told', async () => {
    const withSecret = server.url.replace('//', '//provider:p1@');
    const link = await connected({ company: 'acme' }, withSecret);
    expect(link.node).toMatch(/^provider\./);
    const problem = await thrownBy(connected({ company: 'acme' }, server.url.replace('//', '//provider:secret-word@')));
    expect(ServiceErrors.NotAdmitted.is(problem)).toBe(true);
    expect(JSON.stringify(problem) + String(problem)).not.toContain('secret-word');
  });
});
