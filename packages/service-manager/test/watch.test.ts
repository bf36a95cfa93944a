import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../src/log.js';
import type { LocalServiceManager } from '../src/manager/local-service-manager.js';
import type { ServiceChange, WatchFilter } from '../src/model/watch.js';
import { component, manager, Speaker } from './support/demo.js';

let services: LocalServiceManager;
let problems: unknown[];
beforeEach(() => {
  problems = [];
  services = manager({ log: { ...silentLog, error: (_message, thrown) => problems.push(thrown) } });
});
afterEach(() => services.stop());

const heard = (filter: WatchFilter) => {
  const told: string[] = [];
  services.watch(filter, ({ kind, entry }) => told.push(`${kind} ${entry.component}`));
  return told;
};

describe('watching the registry', () => {
  it('lets listeners register and unregister while they are told, and skips nobody', async () => {
    const order: string[] = [];
    let registering: Promise<unknown> = Promise.resolve();
    let draining: Promise<unknown> = Promise.resolve();
    services.watch({ available: true }, ({ kind, entry }) => {
      order.push(`first ${kind} ${entry.component}`);
      if (kind === 'added' && entry.component === 'one') registering = services.register(component('two'));
      if (kind === 'added' && entry.component === 'two') draining = services.drain('one');
    });
    services.watch({ available: true }, ({ kind, entry }) => order.push(`second ${kind} ${entry.component}`));
    await services.register(component('one'));
    await registering;
    await draining;
    expect(order).toEqual(
      ['added one', 'added two', 'removed one'].flatMap((change) => [`first ${change}`, `second ${change}`]),
    );
    expect(services.list().map(({ component: name }) => name)).toEqual(['two']);
  });

  it('tells a filter of what begins to match, changes, and stops to match; of nothing else', async () => {
    const south = heard({ contract: Speaker.name, properties: { region: 'south' }, available: true });
    const one = await services.register(component('one'));
    await services.register(component('other', { properties: { region: 'north' } }));
    expect(south).toEqual([]);
    one.update({ properties: { region: 'south' } });
    one.update({ ranking: 5 });
    one.update({ properties: { region: 'north' } });
    one.update({ properties: { region: 'south' } });
    await one.unregister();
    expect(south).toEqual(['added one', 'changed one', 'removed one', 'added one', 'removed one']);
  });

  it('tells a late tracker first of all that are there, then of changes, each once and in order', async () => {
    await services.register(component('one'));
    await services.register(component('two'));
    const told = heard({ available: true });
    expect(told).toEqual(['added one', 'added two']);
    await services.maintain('one', 'cleaning');
    await services.resume('one');
    await services.drain('two');
    expect(told).toEqual(['added one', 'added two', 'removed one', 'added one', 'removed two']);
  });

  it('goes on when a listener throws, and reports that once for each time', async () => {
    services.watch({ available: true }, () => {
      throw new Error('listener is broken');
    });
    const told = heard({ available: true });
    await services.register(component('one'));
    expect(told).toEqual(['added one']);
    expect(problems).toEqual([new Error('listener is broken')]);
  });

  it('finds nobody any more when it tells that a service has gone', async () => {
    const seen: boolean[] = [];
    services.watch({ available: true }, ({ kind }) => {
      if (kind === 'removed') seen.push(services.find(Speaker) === undefined);
    });
    await services.register(component('one'));
    await services.drain('one');
    expect(seen).toEqual([true]);
  });

  it('tells every state on the way to whoever watches all', async () => {
    const states: string[] = [];
    services.watch({}, ({ kind, entry }: ServiceChange) => states.push(`${kind} ${entry.state}`));
    await services.register(component('one'));
    await services.drain('one');
    expect(states).toEqual([
      'added declared',
      'changed starting',
      'changed active',
      'changed draining',
      'changed stopped',
      'removed stopped',
    ]);
  });

  it('is over when it is closed', async () => {
    const told: string[] = [];
    const watch = services.watch({}, ({ kind }) => told.push(kind));
    watch.close();
    await services.register(component('one'));
    expect(told).toEqual([]);
  });
});
