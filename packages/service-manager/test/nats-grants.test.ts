import { defineContract, type Service } from '@caruso/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineComponent } from '../src/assembly/define-component.js';
import { provide } from '../src/assembly/provision.js';
import { ServiceErrors } from '../src/errors.js';
import { silentLog } from '../src/log.js';
import { createServiceManager } from '../src/manager/local-service-manager.js';
import type { UserGrants } from '../src/nats/hub/grants.js';
import { NatsHub } from '../src/nats/hub/nats-hub.js';
import { hubPermissions, natsPermissions } from '../src/nats/hub/nats-permissions.js';
import { NatsCaller } from '../src/nats/nats-caller.js';
import { operationAt, operationOfEndpoint } from '../src/nats/remote-operation.js';
import { thrownBy } from './support/nats/both.js';
import { later, member, until } from './support/nats/company.js';
import { Greeter, greeter } from './support/nats/greeter.js';
import { connected } from './support/nats/links.js';
import { missingBinary, OwnServer } from './support/nats/nats-server.js';

const Payroll = defineContract('test.payroll', '1.0.0', {
  salary: { input: z.object({}), output: z.object({ cents: z.int() }) },
  history: { input: z.object({}), output: z.object({}), stream: true },
});

class Accounts implements Service<typeof Payroll> {
  salary() {
    return { cents: 1 };
  }
  async *history() {
    yield {};
  }
}
const payroll = (name = 'payroll') => defineComponent({ name, provides: [provide(Payroll, Accounts)] });

const company = 'acme';
const grants: UserGrants = {
  office: { call: ['*'], operate: ['test.greeter'] },
  desk: { call: ['test.greeter'] },
  sap: { call: ['test.greeter'], provide: ['test.payroll'] },
};

/** A configuration as an administrator makes it from what `natsPermissions` gives. */
function configuration(): string {
  const users = [
    { user: 'centre', password: 'c', permissions: hubPermissions(company) },
    ...Object.entries(natsPermissions(company, grants)).map(([user, permissions]) => ({
      user,
      password: user,
      permissions,
    })),
  ];
  return `authorization: ${JSON.stringify({ users })}`;
}

describe.skipIf(missingBinary)(`users with grants${missingBinary ? ` (${missingBinary})` : ''}`, () => {
  let server: OwnServer;
  beforeAll(async () => {
    server = await OwnServer.start(configuration());
  });
  afterAll(() => server?.dispose());

  async function started() {
    const manager = createServiceManager({ company, log: silentLog });
    const options = { company, user: 'centre', pass: 'c', grants, log: silentLog };
    const hub = await NatsHub.open(manager, server.url, options);
    later(async () => {
      await hub.close();
      await manager.stop();
    });
    await manager.register(greeter('central'));
    return manager;
  }

  const as = (user: string) => member({ company }, { user, pass: user }, server.url);

  it('call what is granted, and are told at once that they may not call the rest', async () => {
    const manager = await started();
    await manager.register(payroll());
    const [office, desk] = [await as('office'), await as('desk')];
    expect(await office.get(Payroll).salary({})).toEqual({ cents: 1 });
    expect(await desk.get(Greeter).greet({ name: 'x' })).toEqual({ text: 'central, x' });
    const problem = await thrownBy(desk.get(Payroll).salary({}));
    expect(problem).toMatchObject({
      code: ServiceErrors.Forbidden.code,
      kind: 'forbidden',
      data: { operation: 'salary' },
    });
    const stream = desk.get(Payroll).history({})[Symbol.asyncIterator]();
    expect(ServiceErrors.Forbidden.is(await thrownBy(stream.next()))).toBe(true);
  });

  it('see nothing of what they may not call: not in lists, nor explanations, nor changes', async () => {
    const manager = await started();
    const desk = await as('desk');
    const heard: string[] = [];
    desk.watch({}, ({ entry }) => heard.push(entry.component));
    const registration = await manager.register(payroll());
    await manager.register(greeter('second', { name: 'second' }));
    await until(() => desk.list().length === 2);
    await registration.unregister();
    expect(
      desk
        .list()
        .map(({ component }) => component)
        .sort(),
    ).toEqual(['greeter', 'second']);
    expect(desk.find(Payroll)).toBeUndefined();
    expect(() => desk.lookup(Payroll)).toThrow(ServiceErrors.NotFound);
    expect(() => desk.explain('test.payroll')).toThrow(ServiceErrors.UnknownService);
    expect(desk.explain(Payroll).candidates).toEqual([]);
    expect(
      desk
        .directory('x')
        .contracts()
        .map(({ name }) => name),
    ).toEqual(['test.greeter']);
    expect(heard).not.toContain('payroll');
  });

  it('provide what is granted, and nothing else', async () => {
    const manager = await started();
    const [sap, office] = [await as('sap'), await as('office')];
    await sap.register(payroll());
    expect(await office.get(Payroll).salary({})).toEqual({ cents: 1 });
    expect(await manager.get(Payroll).salary({})).toEqual({ cents: 1 });
    expect(await sap.get(Payroll).salary({})).toEqual({ cents: 1 });
    const problem = await thrownBy(sap.register(greeter('not granted', { name: 'false-greeter' })));
    expect(problem).toMatchObject({
      code: ServiceErrors.MayNotProvide.code,
      data: { contract: 'test.greeter', user: 'sap' },
    });
    for (const each of [sap, office, manager]) expect(each.list({ component: 'false-greeter' })).toEqual([]);
    const desk = await as('desk');
    expect(ServiceErrors.MayNotProvide.is(await thrownBy(desk.register(payroll('mine'))))).toBe(true);
  });

  it('operate what is granted, and nothing else', async () => {
    const manager = await started();
    const [office, desk] = [await as('office'), await as('desk')];
    expect(ServiceErrors.MayNotOperate.is(await thrownBy(desk.drain('greeter')))).toBe(true);
    expect(ServiceErrors.MayNotOperate.is(await thrownBy(desk.maintain('greeter', 'I say so')))).toBe(true);
    expect(manager.list()[0]?.state).toBe('active');
    await office.maintain('greeter', 'New release');
    expect(manager.list()[0]).toMatchObject({ state: 'maintenance', reason: 'New release' });
  });

  it('cannot get round it with a program of their own', async () => {
    const manager = await started();
    await manager.register(payroll());
    const office = await as('office');
    await until(() => office.list().length === 2);
    const entry = office.list({ component: 'payroll' })[0];
    const link = await connected({ company, user: 'desk', pass: 'desk' }, server.url);
    const caller = new NatsCaller(link);
    const direct = operationAt(link.subjects, Payroll, 'salary', { node: entry?.runsIn ?? '', service: 'any' });
    expect(ServiceErrors.Forbidden.is(await thrownBy(caller.call(direct, {})))).toBe(true);
    const endpoint = link.subjects.endpoint('test.payroll', 'payroll', '1.0.0', 'salary');
    expect(
      ServiceErrors.Forbidden.is(await thrownBy(caller.call(operationOfEndpoint(Payroll, 'salary', endpoint), {}))),
    ).toBe(true);
    // The requests, answers and changes of others.
    const refused: string[] = [];
    for (const subject of [
      'caruso.acme.>',
      'caruso.acme.changes.office',
      'caruso.acme.call.>',
      'caruso.acme.reply.office.>',
      '$SRV.>',
    ]) {
      link.connection.subscribe(subject, {
        callback: (problem) => {
          if (problem) refused.push(subject);
        },
      });
    }
    // In the name of another.
    const forged = [
      'caruso.acme.hub.office.hello',
      'caruso.acme.changes.office',
      'caruso.acme.hello',
      '$SRV.INFO',
      'caruso.acme.node.x.y.operate',
    ];
    for (const subject of forged) {
      const asked = caller.call({ place: { contract: subject, operation: 'x' }, subject }, { node: 'office.x' });
      expect(ServiceErrors.Forbidden.is(await thrownBy(asked))).toBe(true);
    }
    expect(refused).toHaveLength(5);
    // With a process of another in the name of its own.
    const own = caller.call(
      { place: { contract: 'hub', operation: 'hello' }, subject: 'caruso.acme.hub.desk.hello' },
      { node: 'office.x' },
    );
    expect(ServiceErrors.Forbidden.is(await thrownBy(own))).toBe(true);
  });

  it('that have no grants see nothing', async () => {
    await started();
    const link = await connected({ company, user: 'desk', pass: 'desk' }, server.url);
    expect(link.connected).toBe(true);
    const nobody = await thrownBy(member({ company }, { user: 'nobody', pass: 'nobody' }, server.url));
    expect(ServiceErrors.NotAdmitted.is(nobody)).toBe(true);
  });
});
