import { newId } from '@caruso/core';
import { Svcm } from '@nats-io/services';
import type { NatsConnection } from '@nats-io/transport-node';
import { describe, expect, it } from 'vitest';
import { contractDocument } from '../src/contract-gate/contract-document.js';
import { ServiceErrors } from '../src/errors.js';
import { contractsIn, findMicroServices, microServiceAnswers } from '../src/nats/find-micro-services.js';
import { NatsCaller } from '../src/nats/nats-caller.js';
import type { NatsLink } from '../src/nats/nats-link.js';
import { NatsServices } from '../src/nats/nats-services.js';
import { operationOfEndpoint } from '../src/nats/remote-operation.js';
import { remoteService } from '../src/nats/remote-service.js';
import { thrownBy } from './support/nats/both.js';
import { connected, newCompany, subscriptionsOf } from './support/nats/links.js';
import { microSchemas } from './support/nats/micro-schemas.js';
import { missing } from './support/nats/nats-server.js';
import { Sums, SumsService } from './support/nats/sums.js';

/** The library of the NATS makers, which knows nothing of CARUSO. */
function foreign(link: NatsLink): Svcm {
  return new Svcm(link.connection as unknown as ConstructorParameters<typeof Svcm>[0]);
}

async function all<T>(answers: Promise<AsyncIterable<T>>): Promise<T[]> {
  const found: T[] = [];
  for await (const answer of await answers) found.push(answer);
  return found;
}

async function request(connection: NatsConnection, subject: string, payload?: string) {
  return connection.request(subject, payload, { timeout: 5_000 });
}

interface Setting {
  readonly ours: NatsLink;
  readonly theirs: NatsLink;
  readonly services: NatsServices;
  readonly sums: SumsService;
}

async function setting(): Promise<Setting> {
  const company = newCompany();
  const [ours, theirs] = await Promise.all([connected({ company }), connected({ company: 'elsewhere' })]);
  const services = new NatsServices(ours);
  const sums = new SumsService(`adder-${newId().slice(0, 8)}`);
  await services.add(sums);
  return { ours, theirs, services, sums };
}

describe.skipIf(missing)(`our services, seen by tools for NATS${missing ? ` (${missing})` : ''}`, () => {
  it.each(['PING', 'INFO', 'STATS'] as const)(
    'answer %s on all three subjects, with the fields of ADR-32 and no others',
    async (verb) => {
      const { theirs, sums } = await setting();
      const client = foreign(theirs).client({ strategy: 'stall', maxWait: 2_000 });
      const ask = { PING: client.ping, INFO: client.info, STATS: client.stats }[verb].bind(client);
      for (const [name, id] of [[], [sums.name], [sums.name, sums.id]]) {
        const answers = (await all<{ id: string; name: string }>(ask(name, id))).filter(
          (answer) => answer.name === sums.name,
        );
        expect(answers.map((answer) => answer.id)).toEqual([sums.id]);
        expect(microSchemas[verb].parse(answers[0])).toMatchObject({ name: sums.name, id: sums.id, version: '1.2.3' });
      }
    },
  );

  it('let NATS say at once that nobody has a name or an id', async () => {
    const { theirs, sums } = await setting();
    for (const subject of [`$SRV.PING.${sums.name}-not`, `$SRV.PING.${sums.name}.not`, '$SRV.INFO.nobody.here']) {
      await expect(request(theirs.connection, subject)).rejects.toThrow('no responders');
    }
  });

  it('list contract, subject and queue group of their endpoints', async () => {
    const { ours, theirs, sums } = await setting();
    const [info] = await all(foreign(theirs).client().info(sums.name));
    expect(info?.metadata).toEqual({ caruso_contract: 'test.sums@1.2.0', caruso_node: ours.node });
    expect(info?.description).toBe('Adds numbers up');
    expect(info?.endpoints.map(({ name }) => name)).toEqual(Object.keys(Sums.operations));
    expect(info?.endpoints[0]).toEqual({
      name: 'add',
      subject: `caruso.${ours.identity.company}.group.test_sums.${sums.name}.1_2_3.add`,
      queue_group: 'q',
      metadata: { caruso_contract: 'test.sums@1.2.0' },
    });
    expect(info?.endpoints.at(-1)?.metadata).toEqual({ caruso_contract: 'test.sums@1.2.0', caruso_stream: 'true' });
  });

  it('can be called by anybody, with JSON', async () => {
    const { theirs, sums } = await setting();
    const [info] = await all(foreign(theirs).client().info(sums.name));
    const add = info?.endpoints[0]?.subject ?? '';
    expect((await request(theirs.connection, add, '{"a":1,"b":2}')).json()).toEqual({ sum: 3 });
  });

  it('say what is wrong in the headers of ADR-32, and all of it as JSON', async () => {
    const { theirs, ours, sums } = await setting();
    const subject = (operation: string) => ours.subjects.endpoint('test.sums', sums.name, sums.version, operation);
    const refused: readonly (readonly [string, string | undefined, string, string])[] = [
      ['add', undefined, '400', ServiceErrors.InvalidInput.code],
      ['add', 'error', '400', ServiceErrors.BadPayload.code],
      ['add', '{"a":1}', '400', ServiceErrors.InvalidInput.code],
      ['subtract', '{}', '404', ServiceErrors.UnknownOperation.code],
      ['fail', '{"how":"ours"}', '409', 'CRS-TST-001'],
      ['fail', '{"how":"later"}', '409', 'CRS-TST-001'],
      ['fail', '{"how":"plain"}', '500', ServiceErrors.OperationFailed.code],
    ];
    for (const [operation, payload, status, code] of refused) {
      const answer = await request(theirs.connection, subject(operation), payload);
      expect(answer.headers?.get('Nats-Service-Error-Code')).toBe(status);
      expect(answer.headers?.get('Nats-Service-Error')).not.toBe('');
      expect(answer.json()).toMatchObject({ code });
    }
  });

  it('count requests, errors and the time until the answer is there', async () => {
    const { theirs, ours, sums } = await setting();
    const subject = (operation: string) => ours.subjects.endpoint('test.sums', sums.name, sums.version, operation);
    await request(theirs.connection, subject('add'), '{"a":1,"b":2}');
    await request(theirs.connection, subject('add'), '{}');
    await request(theirs.connection, subject('fail'), '{"how":"later"}');
    const waiting = request(theirs.connection, subject('wait'), '{}');
    await sums.waiting.reached;
    const before = performance.now();
    const figures = async () => {
      const [stats] = await all(foreign(theirs).client().stats(sums.name));
      return new Map(stats?.endpoints?.map((endpoint) => [endpoint.name, endpoint]));
    };
    const during = await figures();
    expect(during.get('wait')).toMatchObject({ num_requests: 1, processing_time: 0, data: '{"running":1}' });
    sums.release.reach();
    await waiting;
    const after = await figures();
    expect(after.get('add')).toMatchObject({ num_requests: 2, num_errors: 1, data: '{"running":0}' });
    expect(after.get('add')?.last_error).toMatch(/^400: The input of test.sums.add does not fit/);
    expect(after.get('fail')).toMatchObject({
      num_requests: 1,
      num_errors: 1,
      last_error: '409: More than 7 is too much.',
    });
    const waited = (after.get('wait')?.processing_time ?? 0) / 1e6;
    expect(waited).toBeGreaterThan(250);
    expect(waited).toBeLessThan(performance.now() - before + 1_000);
    expect(after.get('wait')?.average_processing_time).toBe(after.get('wait')?.processing_time);
  });

  it('hand out their contract, for callers in other languages', async () => {
    const { theirs, ours, sums } = await setting();
    const answer = await request(
      theirs.connection,
      ours.subjects.endpoint('test.sums', sums.name, sums.version, '$contract'),
    );
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(contractDocument(Sums))));
  });

  it('share the requests among instances, and lose none when one leaves', async () => {
    const { theirs, ours, services, sums } = await setting();
    const second = await connected({ company: ours.identity.company });
    const others = new NatsServices(second);
    const other = new SumsService(sums.name);
    await others.add(other);
    const served = { first: 0, other: 0 };
    sums.invoke = () => {
      served.first += 1;
      return Promise.resolve(1);
    };
    other.invoke = () => {
      served.other += 1;
      return Promise.resolve(1);
    };
    const subject = ours.subjects.endpoint('test.sums', sums.name, sums.version, 'echo');
    const requests = (count: number) => Array.from({ length: count }, () => request(theirs.connection, subject, '1'));
    await Promise.all(requests(200));
    expect(Math.min(served.first, served.other)).toBeGreaterThan(40);
    const underway = requests(200);
    const leaving = services.remove(sums.id);
    underway.push(...requests(200));
    await leaving;
    expect((await Promise.all(underway)).map((answer) => answer.json())).toEqual(Array(400).fill(1));
    const before = served.first;
    await Promise.all(requests(20));
    expect(served.first).toBe(before);
    expect((await all(foreign(theirs).client().ping(sums.name))).map(({ id }) => id)).toEqual([other.id]);
  });

  it('keep versions apart', async () => {
    const { theirs, ours, services, sums } = await setting();
    const next = new SumsService(sums.name, '2.0.0');
    next.invoke = () => 'two';
    await services.add(next);
    const echo = (version: string) => ours.subjects.endpoint('test.sums', sums.name, version, 'echo');
    expect((await request(theirs.connection, echo('2.0.0'), '1')).json()).toBe('two');
    expect((await request(theirs.connection, echo('1.2.3'), '1')).json()).toBe(1);
  });

  it.each([
    ['a name with a space', { name: 'the adder' }],
    ['a name with a dot', { name: 'demo.adder' }],
    ['no name', { name: '' }],
    ['an id with a star', { id: '*' }],
    ['a version that is none', { version: '1.0' }],
    ['a version with a v', { version: 'v1.0.0' }],
  ])('with %s are refused', async (_what, wrong) => {
    const { services, ours } = await setting();
    const before = subscriptionsOf(ours.connection);
    const problem = await thrownBy(services.add(Object.assign(new SumsService(), wrong)));
    expect(ServiceErrors.BadMicroService.is(problem)).toBe(true);
    expect(subscriptionsOf(ours.connection)).toBe(before);
  });

  it('take a version with pre-release and build', async () => {
    const { services, theirs } = await setting();
    const name = `adder-${newId().slice(0, 8)}`;
    await services.add(new SumsService(name, '1.0.0-rc.1+build.5'));
    const [ping] = await all(foreign(theirs).client().ping(name));
    expect(ping?.version).toBe('1.0.0-rc.1+build.5');
  });

  it('are refused when their id is taken', async () => {
    const { services, sums } = await setting();
    const problem = await thrownBy(services.add(Object.assign(new SumsService(), { id: sums.id })));
    expect(ServiceErrors.BadMicroService.is(problem)).toBe(true);
  });
});

describe.skipIf(missing)('services of others', () => {
  async function theirService(theirs: NatsLink) {
    const name = `their-${newId().slice(0, 8)}`;
    const service = await foreign(theirs).add({
      name,
      version: '3.1.0',
      metadata: { caruso_contract: 'test.sums@1.2.0' },
    });
    const group = service.addGroup(`their.${name}`);
    group.addEndpoint('add', {
      handler: (problem, message) => {
        if (problem) return;
        const { a, b } = message.json<{ a: number; b: number }>();
        if (b === 0) message.respondError(422, 'nothing to add');
        else if (b < 0) message.respondError(503, 'closed on Sundays');
        else if (b === 1_000) message.respond('no JSON');
        else message.respond(JSON.stringify({ sum: a + b }));
      },
      metadata: { caruso_contract: 'test.sums@1.2.0' },
    });
    await theirs.synced();
    return { name, service };
  }

  it('are found by name, with their endpoints and contracts', async () => {
    const { ours, theirs } = await setting();
    const { name, service } = await theirService(theirs);
    const found = await findMicroServices(ours, { name });
    expect(found).toMatchObject([
      { name, version: '3.1.0', endpoints: [{ name: 'add', subject: `their.${name}.add` }] },
    ]);
    expect(contractsIn(found[0]?.metadata ?? {})).toEqual(['test.sums@1.2.0']);
    expect(await microServiceAnswers(ours, name, service.info().id, 2_000)).toBe(true);
    await service.stop();
    expect(await findMicroServices(ours, { name })).toEqual([]);
    expect(await microServiceAnswers(ours, name, service.info().id, 2_000)).toBe(false);
  });

  it('are found among all, beside ours', async () => {
    const { ours, theirs, sums } = await setting();
    const { name } = await theirService(theirs);
    const names = (await findMicroServices(ours)).map((service) => service.name);
    expect(names).toContain(name);
    expect(names).toContain(sums.name);
  });

  it('are called like ours', async () => {
    const { ours, theirs } = await setting();
    const { name } = await theirService(theirs);
    const caller = new NatsCaller(ours);
    const proxy = remoteService(caller, Sums, (operation) =>
      operationOfEndpoint(Sums, operation, `their.${name}.${operation}`),
    );
    const call = { caller: 'test', signal: new AbortController().signal };
    expect(await proxy.add({ a: 1, b: 2 }, call)).toEqual({ sum: 3 });
    const refused = await thrownBy(Promise.resolve(proxy.add({ a: 1, b: 0 }, call)));
    expect(refused).toMatchObject({ kind: 'invalid', data: { code: 422, reason: 'nothing to add', operation: 'add' } });
    const failed = await thrownBy(Promise.resolve(proxy.add({ a: 1, b: -1 }, call)));
    expect(failed).toMatchObject({ kind: 'unavailable', data: { code: 503, reason: 'closed on Sundays' } });
    const unreadable = await thrownBy(Promise.resolve(proxy.add({ a: 1, b: 1_000 }, call)));
    expect(ServiceErrors.UnreadableAnswer.is(unreadable)).toBe(true);
    const nobody = await thrownBy(Promise.resolve(proxy.echo(1, call)));
    expect(ServiceErrors.NobodyThere.is(nobody)).toBe(true);
  });
});
