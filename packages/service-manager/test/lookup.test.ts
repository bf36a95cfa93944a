import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import type { LocalServiceManager } from '../src/manager/local-service-manager.js';
import { component, manager, NamedSpeaker, Speaker, speaker, who } from './support/demo.js';

let services: LocalServiceManager;
beforeEach(() => {
  services = manager();
});
afterEach(() => services.stop());

const found = (query = {}) => services.find(Speaker, query)?.component;
const said = (query = {}) => who(services.get(Speaker, query).say({ word: 'hi' }));

describe('looking a service up', () => {
  it('finds a service under each of its contracts, and a contract named twice does no harm', async () => {
    const Other = speaker('1.0.0', 'demo.other');
    await services.register(component('both', { provides: [...new Set([Speaker, Other, Speaker])] }));
    expect(await said()).toBe('both');
    expect(await who(services.get(Other).say({ word: 'hi' }))).toBe('both');
    expect(services.list()).toHaveLength(1);
  });

  it('takes the highest ranking among equals, and the earliest on a tie', async () => {
    await services.register(component('early'));
    await services.register(component('late'));
    expect(found()).toBe('early');
    await services.register(component('best', { ranking: 7 }));
    expect(found()).toBe('best');
  });

  it('takes a changed ranking into account at the next look-up', async () => {
    const stub = services.get(Speaker);
    await services.register(component('one'));
    const two = await services.register(component('two'));
    expect(await who(stub.say({ word: 'a' }))).toBe('one');
    two.update({ ranking: 1 });
    expect(await who(stub.say({ word: 'b' }))).toBe('two');
  });

  it.each([1.5, Number.NaN, 'high' as unknown as number])(
    'refuses the ranking %s and names the service',
    async (ranking) => {
      await expect(services.register(component('odd', { ranking }))).rejects.toThrow(/"odd".*not an integer/);
      const good = await services.register(component('good'));
      expect(() => good.update({ ranking })).toThrow(ServiceErrors.BadComponent);
    },
  );

  it('treats a property that is set to undefined as absent', async () => {
    await services.register(component('south', { properties: { region: undefined, floor: 2 } }));
    expect(found({ properties: { region: 'south' } })).toBeUndefined();
    expect(found({ properties: { region: undefined, floor: 2 } })).toBe('south');
  });

  it.each(['id', 'contract', 'version', 'state'])('lets nobody overwrite the property "%s"', async (name) => {
    const one = await services.register(component('one'));
    expect(() => one.update({ properties: { [name]: 'x' } })).toThrow(/set by the registry itself/);
    expect(one.entry()).toMatchObject({ component: 'one', state: 'active' });
  });

  it('picks the highest version in a range; pre-releases only when asked for; an exact version needs no syntax', async () => {
    for (const version of ['1.4.0', '1.9.2', '1.5.0', '2.0.0', '1.10.0-beta.1']) {
      await services.register(component('tool', { version, ranking: version === '1.4.0' ? 9 : 0 }));
    }
    const version = (range: string) => services.find(Speaker, { version: range })?.version;
    expect(version('^1.4')).toBe('1.9.2');
    expect(version('1.5.0')).toBe('1.5.0');
    expect(version('^1.10.0-beta')).toBe('1.10.0-beta.1');
    expect(version('^3')).toBeUndefined();
    expect(found()).toBe('tool');
    expect(services.find(Speaker)?.version).toBe('1.4.0');
  });

  it('says for each candidate why it was refused; an optional look-up gives undefined', async () => {
    await services.register(component('north', { version: '1.0.0', properties: { region: 'north' } }));
    await services.register(component('old', { provides: [speaker('0.9.0')] }));
    await services.register(component('closed', { version: '1.2.0', properties: { region: 'south' } }));
    await services.maintain('closed', 'new disks');
    const query = { version: '^1.0', properties: { region: 'south' } };
    expect(services.find(Speaker, query)).toBeUndefined();
    expect(() => services.lookup(Speaker, query)).toThrow(ServiceErrors.NotFound);
    const reasons = Object.fromEntries(
      services.explain(Speaker, query).candidates.map(({ component: name, reason }) => [name, reason]),
    );
    expect(reasons).toEqual({
      north: 'its region is "north", asked for is "south"',
      old: 'it provides demo.speaker 0.9.0, asked for is 1.0.0 or later of the same major version',
      closed: 'it is in maintenance: new disks',
    });
    expect(() => services.lookup(Speaker, query)).toThrow('"closed" 1.2.0: it is in maintenance: new disks.');
  });

  it('explains the choice: what won, and why the others that fit did not', async () => {
    await services.register(component('first', { version: '1.1.0' }));
    await services.register(component('second', { version: '1.1.0', ranking: 2 }));
    await services.register(component('third', { version: '1.2.0' }));
    const explained = services.explain('demo.speaker');
    expect(explained.candidates.map(({ component: name, reason }) => `${name}: ${reason}`)).toEqual([
      'second: it is the best of those that fit',
      'first: it is ranked 0, "second" 2',
      'third: it is ranked 0, "second" 2',
    ]);
    expect(explained.chosen).toBe(services.find(Speaker)?.id);
    expect(services.explain(Speaker, { version: '^1' }).candidates[1]?.reason).toBe(
      '1.2.0 is a higher version than its 1.1.0',
    );
    expect(() => services.explain('demo.spaeker')).toThrow('There are: demo.speaker');
  });

  it('is not affected by other contracts and the order in which they are registered', async () => {
    await services.register(component('one'));
    for (let i = 0; i < 1_000; i += 1) {
      await services.register(component(`other-${i}`, { provides: [speaker('1.0.0', `demo.other${i}`)] }));
    }
    expect(await said()).toBe('one');
    expect(services.explain(Speaker).candidates).toHaveLength(1);
  });

  it('takes a service out once: a second time does nothing', async () => {
    const one = await services.register(component('one'));
    await one.unregister();
    expect(await one.unregister()).toMatchObject({ inFlight: 0 });
    expect(services.list()).toEqual([]);
  });

  it('refuses names, versions, ranges and limits that cannot be used, each by name', async () => {
    const refused = (rest: Parameters<typeof component>[1], name = 'one') =>
      expect(services.register(component(name, rest))).rejects;
    await refused({}, 'a b').toThrow('letters, digits');
    await refused({ version: '1.x' }).toThrow('"1.x" is not a semantic version');
    await refused({ provides: [speaker('1.0.0'), speaker('2.0.0')] }).toThrow('two versions of demo.speaker');
    await refused({ concurrency: { atOnce: 0, waiting: 1 } }).toThrow('at least one call');
    const contract = speaker('1.0.0', 'demo.other');
    await refused({ requires: [{ contract, optional: false, versions: ['new'] }] }).toThrow(
      '"new", which is not a semver',
    );
    await refused({ requires: [{ contract, optional: false, atLeast: 0 }] }).toThrow('above 0');
    expect(() => services.get(Speaker, { version: 'newest' })).toThrow(ServiceErrors.BadQuery);
    expect(() => services.pin('acme', Speaker, 'newest')).toThrow(ServiceErrors.BadQuery);
    await services.register(component('one'));
    await refused({}).toThrow(ServiceErrors.DuplicateComponent);
  });
});

describe('two versions at once', () => {
  it('serve each consumer by its range, and a company by its pin', async () => {
    await services.register(component('billing', { version: '1.4.0', service: new NamedSpeaker('1.4') }));
    await services.register(component('billing', { version: '1.5.0', service: new NamedSpeaker('1.5') }));
    expect(await said({ version: '~1.4' })).toBe('1.4');
    expect(await said({ version: '^1.4' })).toBe('1.5');
    const acme = services.get(Speaker, { company: 'acme', version: '^1.4' });
    services.pin('acme', Speaker, '1.4.x');
    expect(await who(acme.say({ word: 'hi' }))).toBe('1.4');
    expect(services.explain(Speaker, { company: 'acme', version: '^1.4' }).candidates).toContainEqual(
      expect.objectContaining({ version: '1.5.0', chosen: false, reason: '"acme" is pinned to 1.4.x' }),
    );
    expect(await said({ version: '^1.4' })).toBe('1.5');
    services.pin('acme', Speaker, undefined);
    expect(await who(acme.say({ word: 'hi' }))).toBe('1.5');
  });

  it('of another major version serve only those who were built against it', async () => {
    const Second = speaker('2.0.0');
    await services.register(component('one'));
    await services.register(component('two', { provides: [Second] }));
    expect(await said()).toBe('one');
    expect(await who(services.get(Second).say({ word: 'hi' }))).toBe('two');
  });

  it('can be called one by one', async () => {
    await services.register(component('one'));
    await services.register(component('two', { ranking: 1 }));
    const all = services.getAll(Speaker);
    expect(await Promise.all(all.map((stub) => who(stub.say({ word: 'hi' }))))).toEqual(['two', 'one']);
  });
});
