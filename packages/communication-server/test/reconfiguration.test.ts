import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LanguageErrors } from '@caruso/language';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContactCentre, ContactCentreErrors, communicationServer } from '../src/index.js';
import { House } from './support/house.js';
import { ManualGateway } from './support/manual-gateway.js';

describe('a contact centre that is configured otherwise while it is at work', () => {
  it('has exactly the agents of the new configuration, with what they were doing', () => {
    const house = new House({ agents: [{ id: 'ada' }, { id: 'bob' }] }).ready('ada', 'bob').call('1').accept('ada');
    house
      .configure({ agents: [{ id: 'ada' }, { id: 'cleo' }] })
      .ready('cleo')
      .call('2')
      .call('3');
    expect(house.offers).toEqual(['1>ada', '2>cleo']);
    expect(house.state.agent('bob')).toMatchObject({ state: 'offline' });
    expect([...house.state.agent('ada').contacts]).toEqual(['1']);
    house.configure({ agents: [{ id: 'ada' }, { id: 'bob' }] }).ready('bob');
    expect(house.offers).toEqual(['1>ada', '2>cleo', '2>bob']);
  });

  it('answers who waits by the new rules, in the old order', () => {
    const needing = (level: number) => ({
      queues: [{ id: 'q', needs: { german: level } }],
      agents: [{ id: 'ada', skills: { german: 3 } }],
    });
    const house = new House(needing(5)).ready('ada').call('1').at(10).call('2');
    expect(house.offers).toEqual([]);
    house.configure({
      queues: [{ id: 'q' }, { id: 'r' }],
      agents: [{ id: 'ada', skills: { german: 5 }, queues: ['q'] }],
    });
    expect(house.offers).toEqual(['1>ada']);
    expect(house.waiting()).toEqual(['1', '2']);
  });

  it('takes the time already waited into account when it sets a limit', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).call('1').at(40);
    house.configure({ queues: [{ id: 'q', maxWait: 60 }], agents: [{ id: 'ada' }] }).at(59);
    expect(house.waiting()).toEqual(['1']);
    expect(house.at(60).state.contact('1').outcome).toBe('timed-out');
  });

  it('takes an offer back from an agent who is there no more, and lets who talks finish', () => {
    const house = new House({ agents: [{ id: 'ada' }, { id: 'bob' }] })
      .ready('ada')
      .call('1')
      .accept('ada')
      .ready('bob');
    house.call('2').configure({ agents: [{ id: 'cleo' }] });
    expect(house.all('offer-withdrawn')).toMatchObject([{ contact: '2', agent: 'bob' }]);
    expect(house.state.contact('1').state).toBe('connected');
    expect(house.ready('cleo').offers).toEqual(['1>ada', '2>bob', '2>cleo']);
    expect(house.hangUp('1').finish('ada', '1').state.contact('1').outcome).toBe('handled');
  });

  it('keeps a queue in which somebody waits', () => {
    const house = new House({ queues: [{ id: 'q' }, { id: 'r' }], agents: [{ id: 'ada' }] }).call('1', 'r');
    expect(() => house.configure({ queues: [{ id: 'q' }], agents: [{ id: 'ada' }] })).toThrow(
      expect.toSatisfy(ContactCentreErrors.QueueInUse.is),
    );
    expect(house.waiting('r')).toEqual(['1']);
  });
});

describe('a document that is read again', () => {
  const head = '<contact-centre>';
  const queue = (id: string, more = '') =>
    `<queue id="${id}" name="${id}" channel="voice" answer-within="20s" ${more}/>`;
  const agent = (id: string, ...queues: readonly string[]) =>
    `<agent id="${id}" name="${id}">${queues.map((served) => `<serves queue="${served}"/>`).join('')}</agent>`;
  const number = (called: string, to: string) => `<number called="${called}" queue="${to}"/>`;

  let folder: string;
  let file: string;
  let running: RunningAssembly;
  const gateway = new ManualGateway();
  const write = (...elements: readonly string[]) => writeFile(file, `${head}${elements.join('\n')}</contact-centre>`);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caruso-reload-'));
    file = join(folder, 'centre.xml');
    await write(queue('service'), agent('ada', 'service'), number('100', 'service'));
    const server = communicationServer({ configuration: file, gateways: [gateway] });
    const components = [storageManager({ stores: { system: 'sqlite::memory:' } }), server];
    running = await startAssembly({ company: 'test', components }, { log: silentLog });
  });
  afterEach(async () => {
    await running.stop();
    await rm(folder, { recursive: true });
  });

  it('applies at once, and nobody loses a contact', async () => {
    const centre = running.get(ContactCentre);
    const waiting = await gateway.call('call-1');
    await write(
      queue('service', 'max-wait="1h"'),
      queue('sales'),
      agent('bob', 'service', 'sales'),
      number('100', 'service'),
      number('200', 'sales'),
    );
    const { changes, applied } = await centre.reloadConfiguration({});
    expect(applied).toBe(true);
    expect(changes).toEqual([
      { what: 'queue', id: 'service', change: 'changed', attributes: ['maxWait'] },
      { what: 'queue', id: 'sales', change: 'added' },
      { what: 'agent', id: 'ada', change: 'removed' },
      { what: 'agent', id: 'bob', change: 'added' },
      { what: 'number', id: '200', change: 'added' },
    ]);
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ offer: { contact: { contact: waiting } } });
    expect((await centre.queues({})).map(({ id }) => id)).toEqual(['service', 'sales']);
    const events = await centre.events({});
    expect(events.find(({ type }) => type === 'configuration-changed')).toMatchObject({ changes });
  });

  it('leaves it explained why somebody was called before', async () => {
    const centre = running.get(ContactCentre);
    await centre.logIn({ agent: 'ada' });
    await centre.setReady({ agent: 'ada' });
    const contact = await gateway.call('call-1');
    await write(queue('service'), agent('bob', 'service'), number('100', 'service'));
    await centre.reloadConfiguration({});
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    const agreed = { agrees: true, under: 'then' };
    expect(await centre.explain({ contact })).toMatchObject([
      { agent: 'ada', again: agreed },
      { agent: 'bob', again: agreed },
    ]);
  });

  it('says what would change, without changing it', async () => {
    const centre = running.get(ContactCentre);
    await write(queue('service'), queue('sales'), agent('ada', 'service'), number('100', 'service'));
    const { changes, applied } = await centre.reloadConfiguration({ dryRun: true });
    expect([changes, applied]).toEqual([[{ what: 'queue', id: 'sales', change: 'added' }], false]);
    expect((await centre.queues({})).map(({ id }) => id)).toEqual(['service']);
    expect(await centre.events({})).toEqual([]);
  });

  it('changes nothing when it has a mistake, or takes away where somebody waits', async () => {
    const centre = running.get(ContactCentre);
    await gateway.call('call-1');
    await write(queue('service'), agent('ada', 'servcie'));
    await expect(centre.reloadConfiguration({})).rejects.toSatisfy(LanguageErrors.InvalidDocument.is);
    await write(queue('sales'), agent('ada', 'sales'));
    await expect(centre.reloadConfiguration({ dryRun: true })).rejects.toSatisfy(ContactCentreErrors.QueueInUse.is);
    await expect(centre.reloadConfiguration({})).rejects.toSatisfy(ContactCentreErrors.QueueInUse.is);
    expect((await centre.queues({})).map(({ id }) => id)).toEqual(['service']);
    expect(await centre.agent({ agent: 'ada' })).toMatchObject({ queues: ['service'] });
  });

  it('is refused where there is no document', async () => {
    const queues = [
      { id: 'q', name: 'Q', channel: 'voice', dispositions: [], serviceLevel: { seconds: 20, target: 0.8 } },
    ] as const;
    const components = [
      storageManager({ stores: { system: 'sqlite::memory:' } }),
      communicationServer({ agents: [], queues }),
    ];
    const other = await startAssembly({ company: 'test', components }, { log: silentLog });
    await expect(other.get(ContactCentre).reloadConfiguration({})).rejects.toSatisfy(ContactCentreErrors.NoDocument.is);
    await other.stop();
  });
});
