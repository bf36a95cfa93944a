import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call, Service } from '@caruso/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import { inlineReloads } from '../src/worker/inline-reloads.js';
import { loadComponent } from '../src/worker/load-component.js';
import { buildWorker, type WorkerFiles } from './support/worker/build-worker.js';
import { liveWorkers } from './support/worker/live-workers.js';
import { Desk, Names } from './support/worker/worker-contracts.js';
import { testHost } from './support/worker/worker-host.js';

const call: Call = { signal: new AbortController().signal, caller: 'test' };

let files: WorkerFiles;
beforeAll(async () => {
  files = await buildWorker();
});
afterAll(() => files.remove());

describe('a component loaded into a worker', () => {
  const load = (options: object) =>
    loadComponent(files.module('desk'), { isolation: 'worker', entry: files.entry, options });

  it('says what its module says of it', async () => {
    const component = await load({ version: '2.1.0' });
    expect(component).toMatchObject({ name: 'desk', version: '2.1.0', ranking: 4, startMs: 20_000, runsIn: 'worker' });
    expect(component.provides.map(({ name, version }) => `${name} ${version}`)).toEqual([
      'test.desk 1.2.0',
      'test.bell 1.0.0',
    ]);
    expect(component.requires).toMatchObject([
      { contract: { name: Names.name, version: Names.version }, optional: true },
    ]);
    expect(liveWorkers()).toBe(0);
  });

  it('runs there, with contracts that its module has told', async () => {
    const component = await load({ greeting: 'Welcome' });
    const { host } = testHost();
    const services = await component.create(host);
    const desk = services.get(Desk.name) as unknown as Service<typeof Desk>;
    await desk.start?.(call);
    expect(await desk.greet({ id: 1 }, call)).toMatchObject({ text: 'Welcome, Anna 1' });
    const greet = component.provides[0]?.operations.greet;
    expect(greet?.input.safeParse({ id: 'x' }).success).toBe(false);
    expect(component.provides[0]?.operations.count?.stream).toBe(true);
    await desk.stop?.();
    expect(liveWorkers()).toBe(0);
  });

  it.each([
    ['is not there', '/nowhere/desk.mjs', ServiceErrors.ModuleNotLoaded.code],
    ['brings no component', 'data:text/javascript,export default 5', ServiceErrors.NoComponentInModule.code],
    ['ends its thread', 'data:text/javascript,process.exit(1)', ServiceErrors.WorkerEnded.code],
  ])('is refused when the module %s', async (_, module, code) => {
    await expect(loadComponent(module, { isolation: 'worker', entry: files.entry })).rejects.toMatchObject({ code });
    expect(liveWorkers()).toBe(0);
  });
});

describe('a component loaded into this thread', () => {
  it('is that of its module as it is on disk now; those replaced are counted, because they stay in memory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'caruso-inline-'));
    const source = (version: string) =>
      `{ name: 'desk', version: '${version}', provides: [], requires: [], create: () => new Map() }`;
    const before = inlineReloads();
    for (const [file, text] of [
      ['desk.mjs', (version: string) => `export default ${source(version)}`],
      ['desk.cjs', (version: string) => `module.exports = ${source(version)}`],
      [
        'translated.cjs',
        (version: string) => `exports.__esModule = true; exports.default = () => (${source(version)})`,
      ],
    ] as const) {
      for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
        await writeFile(join(folder, file), text(version));
        expect(await loadComponent(join(folder, file), { isolation: 'inline' })).toMatchObject({
          name: 'desk',
          version,
        });
      }
    }
    expect(inlineReloads() - before).toBe(6);
    await rm(folder, { recursive: true });
  });

  it('is made by the function of its module with the options', async () => {
    const module = new URL(
      'data:text/javascript,export default (o) => ({ ...o, provides: [], requires: [], create() {} })',
    );
    expect(await loadComponent(module, { isolation: 'inline', options: { name: 'x' } })).toMatchObject({ name: 'x' });
  });
});
