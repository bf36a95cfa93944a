import { BusinessObjects, businessObjects, compileModel } from '@caruso/business-objects';
import { type Clock, VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { describe, expect, it, onTestFinished } from 'vitest';
import { communicationServer } from '../src/component.js';
import { ContactCentre } from '../src/contract.js';
import type { CommunicationServerOptions } from '../src/options.js';
import { configuration } from './support/centre.js';
import { ManualGateway } from './support/manual-gateway.js';

const MODEL = `<caruso model="shop" version="1.0.0"><objects>
  <object name="Customer" key="number" title="{number}" person="true">
   <attr name="number" type="string" size="10"/>
   <attr name="mobile" type="string" size="40"/><attr name="email" type="string" size="80"/>
   <attr name="keeper" type="string" size="40"/>
  </object></objects>
 <mapping company="x"><store name="system" schema="managed"/>
  <map object="Customer" store="system" table="customer"><col attr="number" column="number"/>
   <col attr="mobile" column="mobile"/><col attr="email" column="email"/><col attr="keeper" column="keeper"/></map>
 </mapping></caruso>`;

const CUSTOMERS = {
  ...{ object: 'Customer', phones: ['mobile'], mails: ['email'] },
  ...{ countryCode: '49', owner: 'keeper' },
};
const [service] = configuration.queues;

function assemble(options: Partial<CommunicationServerOptions>, objects = true) {
  const model = compileModel([{ file: 'm.xml', text: MODEL }]);
  return [
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    ...(objects ? [businessObjects({ model })] : []),
    communicationServer({ ...configuration, customers: CUSTOMERS, ...options }),
  ];
}

async function start(options: Partial<CommunicationServerOptions> = {}, clock: Clock = new VirtualClock(0)) {
  const gateway = new ManualGateway();
  const components = assemble({ gateways: [gateway], ...options });
  const running = await startAssembly({ company: 'x', components }, { log: silentLog, clock });
  onTestFinished(() => running.stop());
  const objects = running.get(BusinessObjects);
  const values = { number: '17', mobile: '+491711234567', email: 'kim@example.org', keeper: 'ada' };
  await objects.create({ object: 'Customer', values });
  const centre = running.get(ContactCentre);
  const come = (from: string, to = '+49309', queue?: string) =>
    gateway.host.arrive({
      channel: 'voice',
      externalId: `${from} ${Math.random()}`,
      from,
      to,
      ...(queue ? { queue } : {}),
    });
  const ready = async (...agents: readonly string[]) => {
    for (const agent of agents) {
      await centre.logIn({ agent });
      await centre.setReady({ agent });
    }
  };
  return { gateway, objects, centre, come, ready };
}

describe('who comes', () => {
  it('is known from the arrival on by number or address, unless several share it', async () => {
    const { objects, centre, come } = await start();
    const [known] = await centre.contacts({ contact: await come('0171 123 4567', '+49309', 'service') });
    expect(known).toMatchObject({ customer: '17' });
    const [arrived] = await centre.events({ after: 0, limit: 1 });
    expect(arrived).toMatchObject({ type: 'contact-arrived', customer: '17' });
    expect(await centre.customersAt({ address: 'Kim@example.org' })).toEqual(['17']);
    await objects.create({ object: 'Customer', values: { number: '18', mobile: '+491711234567' } });
    const [shared] = await centre.contacts({ contact: await come('0171 123 4567', '+49309', 'service') });
    expect(shared?.customer).toBeUndefined();
    expect((await centre.customersAt({ address: '0171 123 4567' })).toSorted()).toEqual(['17', '18']);
  });

  it('together arrives in order, however long it takes to find out who it is, and the second time is nobody new', async () => {
    const { gateway, centre } = await start();
    const together = ['0171 123 4567', 'anonymous', 'Kim@example.org', 'hidden'].map((from) => {
      return { channel: 'voice', externalId: from, from, to: '+49309', queue: 'service' } as const;
    });
    const contacts = await gateway.host.arriveTogether(together);
    const arrived = (await centre.events({ limit: 100 })).filter(({ type }) => type === 'contact-arrived');
    expect(arrived).toMatchObject(together.map(({ from }, index) => ({ from, contact: contacts[index] })));
    expect(await gateway.host.arriveTogether(together)).toEqual(contacts);
    expect((await centre.events({ limit: 100 })).filter(({ type }) => type === 'contact-arrived')).toHaveLength(4);
  });

  it('decides where the number leads', async () => {
    const routes = [{ when: "customer == '17'", queue: 'sales' }];
    const { centre, come } = await start({ numbers: { '+49309': { queue: 'service', routes } } });
    expect(await centre.contacts({ contact: await come('0171 1234567') })).toMatchObject([{ queue: 'sales' }]);
    expect(await centre.contacts({ contact: await come('0171 7654321') })).toMatchObject([{ queue: 'service' }]);
  });
});

describe('agents who know a customer', () => {
  const prefer = (...whom: ('last-agent' | 'owner')[]) => ({
    queues: configuration.queues.map((queue) =>
      queue === service ? { ...queue, prefer: whom, preferFor: 15 } : queue,
    ),
  });
  const offered = async ({ centre }: Awaited<ReturnType<typeof start>>) =>
    (await centre.agents({})).flatMap(({ agent, offer }) => (offer ? [agent] : []));

  async function talk({ centre, come, ready }: Awaited<ReturnType<typeof start>>, agent: string) {
    await ready(agent);
    const contact = await come('0171 1234567', '+49309', 'service');
    const { offer } = await centre.agent({ agent });
    await centre.accept({ agent, reservation: offer?.reservation ?? '' });
    await centre.hangUp({ agent, contact });
    await centre.finishWrapUp({ agent, contact, disposition: 'done', note: '' });
    await centre.setNotReady({ agent, reason: 'lunch' });
  }

  it('come first: who talked to the customer last', async () => {
    const house = await start(prefer('last-agent'));
    await talk(house, 'bob');
    // By how long they are idle it would be Ada.
    await house.ready('ada');
    await house.centre.setReady({ agent: 'bob' });
    await house.come('0171 1234567', '+49309', 'service');
    expect(await offered(house)).toEqual(['bob']);
  });

  it('come first: who looks after the customer', async () => {
    const house = await start(prefer('owner', 'last-agent'));
    await house.ready('bob', 'ada');
    await house.come('0171 1234567', '+49309', 'service');
    expect(await offered(house)).toEqual(['ada']);
  });

  it('come first: the next who knows the customer when the first is not there', async () => {
    const agents = [...configuration.agents, { id: 'dan', name: 'Dan', queues: ['service'] }];
    const house = await start({ ...prefer('owner', 'last-agent'), agents });
    await talk(house, 'bob');
    await house.ready('dan');
    await house.centre.setReady({ agent: 'bob' });
    await house.come('0171 1234567', '+49309', 'service');
    expect(await offered(house)).toEqual(['bob']);
  });

  it('are nobody for a customer nobody knows: the strategy decides', async () => {
    const house = await start(prefer('owner', 'last-agent'));
    await house.ready('bob', 'ada');
    await house.come('0171 999', '+49309', 'service');
    expect(await offered(house)).toEqual(['bob']);
  });
});

describe('a look-up that cannot be', () => {
  it('is told before anybody comes: what is not in the model, and an assembly without business objects', async () => {
    const starting = (customers: CommunicationServerOptions['customers'], objects = true) =>
      startAssembly(
        { company: 'x', components: assemble(customers ? { customers } : {}, objects) },
        { log: silentLog },
      );
    await expect(starting({ ...CUSTOMERS, object: 'Custmer' })).rejects.toThrow(/"Custmer".*did you mean 'Customer'/);
    await expect(starting({ ...CUSTOMERS, phones: ['mobil'] })).rejects.toThrow(/"mobil" for phones.*'mobile'/);
    await expect(starting(CUSTOMERS, false)).rejects.toThrow(/the assembly has none/);
  });

  it('is refused: agents who are preferred for no time, and an owner of whom nothing is said', () => {
    const queues = configuration.queues.map((queue) => ({ ...queue, prefer: ['owner' as const] }));
    const centre = (customers: object) => () => communicationServer({ ...configuration, queues, ...customers });
    expect(centre({ customers: CUSTOMERS })).toThrow(/"service" prefers agents, but contacts do not wait for them/);
    expect(centre({})).toThrow(/"service" prefers the owner, and customers do not say who that is/);
  });
});
