import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Service } from '@caruso/core';
import {
  defineAssembly,
  defineComponent,
  provide,
  type RunningAssembly,
  serviceControl,
  silentLog,
  startAssembly,
} from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { Bell } from './support/bell.js';
import { caruso } from './support/terminal.js';
import { writeRelease } from './support/write-release.js';

/** Rings until it is told to stop. */
class SlowBell implements Service<typeof Bell> {
  static readonly ringing = new Set<() => void>();

  ring() {
    return new Promise<Record<string, never>>((resolve) => {
      SlowBell.ringing.add(() => resolve({}));
    });
  }

  static endAll() {
    for (const end of SlowBell.ringing) end();
    SlowBell.ringing.clear();
  }
}

class LoudBell implements Service<typeof Bell> {
  ring() {
    return {};
  }
}

class CrackedBell implements Service<typeof Bell> {
  ring(): never {
    throw new Error('it has a crack');
  }
}

const bell = (version: string, implementation: typeof SlowBell | typeof LoudBell | typeof CrackedBell) =>
  defineComponent({
    name: 'bell',
    version,
    properties: { region: 'south', floor: 2 },
    provides: [provide(Bell, implementation)],
  });

let folder: string;
let socket: string;
let running: RunningAssembly;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-service-'));
  socket = join(folder, 'control', 'socket');
  const releases = join(folder, 'releases');
  await mkdir(releases);
  await writeRelease(releases, 'bell-2.0.0.mjs', bell('2.0.0', LoudBell));
  await writeRelease(releases, 'bell-3.0.0.mjs', bell('3.0.0', CrackedBell));
  running = await startAssembly(
    defineAssembly({
      company: 'demo',
      components: [
        serviceControl({ socket, releases }),
        bell('1.4.0', SlowBell),
        defineComponent({ name: 'door', provides: [], requires: [Bell] }),
      ],
    }),
    { log: silentLog },
  );
});
afterEach(async () => {
  SlowBell.endAll();
  await running.stop();
  await rm(folder, { recursive: true });
});

const service = (...args: readonly string[]) => caruso(['service', ...args, '--socket', socket]);
const ring = () => running.get(Bell).ring({ service: 'door' });
const entry = (component: string) => running.services.list({ component })[0];

describe('caruso service list', () => {
  it('shows each service with its state and figures in columns', async () => {
    const { code, out } = await service('list');
    expect(code).toBe(EXIT.ok);
    expect(out.split('\n')).toEqual([
      'COMPONENT        VERSION  STATE   CALLS  FAILED  P50  P99  IN FLIGHT',
      'service-control  1.0.0    active      0       0    -    -          0',
      'bell             1.4.0    active      0       0    -    -          0',
      'door             0.0.0    active      0       0    -    -          0',
    ]);
  });

  it('counts the calls in flight, and says who serves whom when asked for more', async () => {
    const call = ring();
    const { out } = await service('list', '--wide', '--contract', 'demo.bell');
    expect(out).toMatch(/bell +1\.4\.0 +active +1 +0 +- +- +1 +inline +- +door/);
    expect((await service('list', '--wide')).out).toContain('demo.bell from bell');
    SlowBell.endAll();
    await call;
  });

  it('gives the same as JSON', async () => {
    const [bell] = JSON.parse((await service('list', '--contract', 'demo.bell', '--json')).out) as object[];
    expect(bell).toMatchObject({ component: 'bell', properties: { region: 'south' }, state: 'active' });
  });
});

describe('caruso service show', () => {
  it('says all about one service, named by name, by name and version or by id', async () => {
    const { out } = await service('show', 'bell');
    expect(out).toContain('bell 1.4.0\n  state       active');
    expect(out).toContain('properties  region = south, floor = 2');
    expect(out).toContain('needed by   door');
    expect((await service('show', 'bell@1.4.0')).out).toBe(out);
    expect((await service('show', entry('bell')?.id ?? '')).out).toBe(out);
  });

  it('names the services there are when there is none of this name', async () => {
    const { code, err } = await service('show', 'belle');
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('There is no service or contract called "belle". There are: bell, door, service-control.');
  });
});

describe('caruso service explain', () => {
  it('says who is called', async () => {
    const { code, out } = await service('explain', 'demo.bell', '--range', '^1.2', '--property', 'floor=2');
    expect(code).toBe(EXIT.ok);
    expect(out).toBe('demo.bell: calls go to bell 1.4.0\n  * bell 1.4.0: it is the only one that fits');
  });

  it('says why nobody is, and ends with 1', async () => {
    const { code, out } = await service('explain', 'demo.bell', '--property', 'region=north');
    expect(code).toBe(EXIT.failed);
    expect(out).toContain('nobody takes calls\n  - bell 1.4.0: its region is "south", asked for is "north"');
    expect((await service('explain', 'demo.bell', '--property', 'floor="2"')).code).toBe(EXIT.failed);
  });

  it('refuses a property without a value as a wrong command line', async () => {
    const { code, err } = await service('explain', 'demo.bell', '--property', 'region');
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('such as region=south');
  });
});

describe('caruso service maintain and resume', () => {
  it('lets no calls to a service for a reason, and then again', async () => {
    expect((await service('maintain', 'bell', '--reason', 'new clapper')).out).toBe(
      'bell is in maintenance: new clapper',
    );
    expect(entry('bell')).toMatchObject({ state: 'maintenance', reason: 'new clapper' });
    expect((await service('list')).out).toContain('maintenance (new clapper)');
    expect((await service('resume', 'bell')).code).toBe(EXIT.ok);
    expect(entry('bell')?.state).toBe('active');
  });

  it('wants a reason', async () => {
    const { code, err } = await service('maintain', 'bell');
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('--reason');
  });

  it('does not lock the operator out', async () => {
    const { code, err } = await service('maintain', 'service-control', '--reason', 'by mistake');
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('cannot maintain itself');
    expect((await service('list')).code).toBe(EXIT.ok);
  });
});

describe('caruso service replace', () => {
  it('lists what can replace a service', async () => {
    expect((await service('releases')).out.split('\n').map((line) => line.split(/\s+/)[0])).toEqual(
      expect.arrayContaining(['MODULE', 'bell-2.0.0.mjs', 'bell-3.0.0.mjs']),
    );
  });

  it('starts the new version, lets the calls on the old one end, and prints what it has cost', async () => {
    const call = ring();
    const replaced = caruso(
      ['service', 'replace', 'bell', 'bell-2.0.0.mjs', '--inline', '--socket', socket],
      [],
      (text) => expect(text).toMatch(/^starting|^bell: /),
    );
    await expect.poll(() => entry('bell')?.version).toBe('2.0.0');
    SlowBell.endAll();
    await call;
    const { code, out, err } = await replaced;
    expect(err).toBe('starting bell-2.0.0.mjs …');
    expect(out).toContain('bell: 1.4.0 -> 2.0.0');
    expect(out).toContain('1 call in flight: 1 ended by themselves, 0 were told to end, 0 were lost');
    expect(code).toBe(EXIT.ok);
  });

  it('ends with 1 when the new version had to be taken back', async () => {
    const replaced = service('replace', 'bell', 'bell-3.0.0.mjs', '--inline', '--probation', '1h', '--json');
    await expect.poll(() => entry('bell')?.version).toBe('3.0.0');
    const call = ring();
    await expect.poll(() => SlowBell.ringing.size).toBe(1);
    SlowBell.endAll();
    await call.catch(() => undefined);
    const { code, out } = await replaced;
    expect(code).toBe(EXIT.failed);
    expect(JSON.parse(out)).toMatchObject({ from: '1.4.0', to: '3.0.0', rolledBack: expect.stringContaining('crack') });
    expect(entry('bell')?.version).toBe('1.4.0');
  });

  it('says which releases there are when one is not', async () => {
    const { code, err } = await service('replace', 'bell', '../bell.js');
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('bell-2.0.0.mjs');
    expect((await service('replace', 'bell', 'bell-2.0.0.mjs', '--probation', 'soon')).code).toBe(EXIT.usage);
  });
});

describe('caruso service drain', () => {
  it('takes a service out and says how its calls ended', async () => {
    const { code, out } = await service('drain', 'door');
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('door is taken out\n  0 calls in flight');
    expect(entry('door')).toBeUndefined();
  });
});

describe('caruso service pin', () => {
  it('holds a company to a range and sets it free again', async () => {
    expect((await service('pin', 'demo', 'demo.bell', '^2')).out).toBe(
      'demo is held to ^2 of demo.bell\nnobody serves demo with it now, and its calls wait',
    );
    expect((await service('explain', 'demo.bell')).out).toContain('"demo" is pinned to ^2');
    expect((await service('pin', 'demo', 'demo.bell', '--free')).out).toContain('free in its choice of demo.bell');
    expect((await service('explain', 'demo.bell')).code).toBe(EXIT.ok);
  });

  it('wants either a range or --free', async () => {
    expect((await service('pin', 'demo', 'demo.bell')).code).toBe(EXIT.usage);
    expect((await service('pin', 'demo', 'demo.bell', '^2', '--free')).code).toBe(EXIT.usage);
  });
});

describe('caruso service health', () => {
  it('ends with 1 when a service that should work does not', async () => {
    expect((await service('health')).code).toBe(EXIT.ok);
    await running.services.drain('bell');
    const { code, out } = await service('health');
    expect(code).toBe(EXIT.failed);
    expect(out).toMatch(/door +0\.0\.0 +waiting \(it needs demo\.bell/);
  });
});

describe('caruso service watch', () => {
  it('prints what there is and then each change, until Ctrl+C', async () => {
    const before = process.listeners('SIGINT');
    const lines: string[] = [];
    const watching = caruso(['service', 'watch', '--contract', 'demo.bell', '--json', '--socket', socket], [], (text) =>
      lines.push(text),
    );
    await expect.poll(() => lines.length).toBe(1);
    running.services.maintain('bell', 'new clapper');
    await expect.poll(() => lines.length).toBe(2);
    const changes = lines.map((line) => JSON.parse(line) as { kind: string; entry: { state: string } });
    expect(changes.map(({ kind, entry: { state } }) => [kind, state])).toEqual([
      ['added', 'active'],
      ['changed', 'maintenance'],
    ]);
    const [interrupt] = process.listeners('SIGINT').filter((listener) => !before.includes(listener));
    interrupt?.('SIGINT');
    expect((await watching).code).toBe(EXIT.ok);
    expect(process.listeners('SIGINT')).toEqual(before);
  });

  it('ends with the assembly, and does not hold up its stop', async () => {
    const lines: string[] = [];
    const watching = caruso(['service', 'watch', '--socket', socket], [], (text) => lines.push(text));
    await expect.poll(() => lines.length).toBe(3);
    expect(lines[1]).toMatch(/^\d\d:\d\d:\d\d {2}added {4}bell 1\.4\.0 {2}active$/);
    await running.stop();
    const { code, err } = await watching;
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('There is no connection to the control socket');
  });
});

describe('caruso service, where the assembly is', () => {
  const config = async (properties: object) => {
    const path = join(folder, 'caruso.config.ts');
    const control = { name: 'control', provides: [{ name: 'caruso.services', version: '1.0.0' }], properties };
    await writeFile(path, `export default ${JSON.stringify({ company: 'demo', components: [control] })};`);
    return path;
  };

  it('is found by its file', async () => {
    const { code, out } = await caruso(['service', 'list', '--config', await config({ socket })]);
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('bell');
  });

  it('is said when it does not run, with what to do', async () => {
    await running.stop();
    const { code, err } = await caruso(['service', 'list', '--config', await config({ socket })]);
    expect(code).toBe(EXIT.failed);
    expect(err).toContain(`No assembly listens at ${socket}. Start it with "caruso start"`);
  });

  it('is asked for when its file names no socket', async () => {
    const path = await config({});
    const { code, out } = await caruso(['service', 'list', '--config', path, '--json']);
    expect(code).toBe(EXIT.failed);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'CRS-CLI-005', message: expect.stringContaining(path) } });
  });
});
