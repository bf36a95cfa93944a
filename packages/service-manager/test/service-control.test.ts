import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineContract, type Service } from '@caruso/core';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { connectControl } from '../src/channel/control-socket.js';
import { ServiceControl } from '../src/contract.js';
import {
  type ControlSettings,
  defineComponent,
  type Log,
  provide,
  type RunningAssembly,
  ServiceErrors,
  serviceControl,
  silentLog,
  startAssembly,
} from '../src/index.js';

describe.skipIf(process.platform === 'win32')('the service control', () => {
  let folder: string;
  let running: RunningAssembly;
  const warnings: string[] = [];
  const log: Log = { ...silentLog, warn: (message) => warnings.push(message) };
  const start = async (settings: ControlSettings) => {
    running = await startAssembly({ company: 'demo', components: [serviceControl(settings)] }, { log });
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caruso-control-'));
    warnings.length = 0;
  });
  afterEach(async () => {
    await running.stop();
    await rm(folder, { recursive: true });
  });

  it('says by a property where it is reached', async () => {
    const socket = join(folder, 'control', 'socket');
    await start({ socket });
    expect(running.services.find(ServiceControl)?.properties).toEqual({ socket });
    const connection = await connectControl(socket);
    expect(await connection.get(ServiceControl).list({})).toMatchObject([{ component: 'service-control' }]);
    connection.close();
  });

  it('lets who may open its socket call every contract of the assembly, checked as any call, and no other', async () => {
    const socket = join(folder, 'control', 'socket');
    await start({ socket });
    const text = z.object({ text: z.string() });
    const Echo = defineContract('demo.echo', '1.0.0', { say: { input: text, output: text, idempotent: true } });
    class Loud implements Service<typeof Echo> {
      say({ text: said }: { readonly text: string }) {
        return { text: said.toUpperCase() };
      }
    }
    const connection = await connectControl(socket);
    onTestFinished(() => connection.close());
    const echo = connection.get(Echo);
    await expect(echo.say({ text: 'hello' })).rejects.toSatisfy(ServiceErrors.UnknownService.is);
    await running.services.register(defineComponent({ name: 'echo', provides: [provide(Echo, Loud)] }));
    expect(await echo.say({ text: 'hello' })).toEqual({ text: 'HELLO' });
    await expect(echo.say(JSON.parse('{"text": 7}'))).rejects.toSatisfy(ServiceErrors.InvalidInput.is);
  });

  it('lets the assembly start when its socket cannot be opened, and warns', async () => {
    await mkdir(join(folder, 'control'), { mode: 0o700 });
    const socket = join(folder, 'control', 'socket');
    await writeFile(socket, 'no socket');
    await start({ socket });
    expect(warnings).toEqual([expect.stringContaining('The command line cannot reach this assembly.')]);
    expect(await running.get(ServiceControl).list({})).toHaveLength(1);
  });

  it('stands by while another process serves its socket, and is reached there when that one is gone', async () => {
    const socket = join(folder, 'control', 'socket');
    await start({ socket });
    const Mark = defineContract('demo.mark', '1.0.0', {});
    class MarkService implements Service<typeof Mark> {}
    const said = new EventEmitter();
    const second = await startAssembly(
      { company: 'second', components: [serviceControl({ socket })] },
      { log: { ...log, info: (message) => said.emit(message.includes('is gone') ? 'gone' : 'waits', message) } },
    );
    onTestFinished(() => second.stop());
    await second.services.register(defineComponent({ name: 'mark', provides: [provide(Mark, MarkService)] }));
    const reached = async () => {
      const connection = await connectControl(socket);
      const entries = await connection.get(ServiceControl).list({});
      connection.close();
      return entries.map(({ component }) => component).sort();
    };
    expect(await reached()).toEqual(['service-control']);
    const gone = once(said, 'gone');
    await running.stop();
    expect(await gone).toEqual([expect.stringContaining(`${socket} is gone; this one serves it now`)]);
    expect(await reached()).toEqual(['mark', 'service-control']);
    expect(warnings).toEqual([]);
  });

  it('can be stopped while it stands by, and leaves the socket to who has it', async () => {
    const socket = join(folder, 'control', 'socket');
    await start({ socket });
    const second = await startAssembly({ company: 'second', components: [serviceControl({ socket })] }, { log });
    await second.stop();
    const connection = await connectControl(socket);
    expect(await connection.get(ServiceControl).list({})).toHaveLength(1);
    connection.close();
  });

  it('does not stand in its own way: it cannot be maintained, taken out or replaced through itself', async () => {
    await start({});
    const control = running.get(ServiceControl);
    const service = 'service-control';
    await expect(control.maintain({ service, reason: 'by mistake' })).rejects.toSatisfy(
      ServiceErrors.ControlOfItself.is,
    );
    await expect(control.drain({ service })).rejects.toThrow('cannot drain itself');
    await expect(control.replace({ service, module: 'next.js' })).rejects.toThrow('cannot replace itself');
  });

  it('tells who names a service that is not there, and goes on', async () => {
    await start({});
    const control = running.get(ServiceControl);
    const unknown = { service: 'nosuch' };
    for (const order of [
      control.maintain({ ...unknown, reason: 'x' }),
      control.resume(unknown),
      control.drain(unknown),
    ])
      await expect(order).rejects.toSatisfy(ServiceErrors.UnknownService.is);
    expect(await control.list({})).toHaveLength(1);
  });

  it('does not put a release of something else in the place of a service', async () => {
    await start({ releases: folder });
    await running.services.register({ name: 'mail', provides: [], requires: [], create: () => new Map() });
    const release = '{ name: "letters", version: "2.0.0", provides: [], requires: [], create: () => new Map() }';
    await writeFile(join(folder, 'letters.mjs'), `export default ${release};`);
    const replaced = running
      .get(ServiceControl)
      .replace({ service: 'mail', module: 'letters.mjs', isolation: 'inline' });
    await expect(replaced).rejects.toThrow('"letters.mjs" is a release of "letters", and not of "mail", which stays.');
    expect(running.services.list().map(({ component }) => component)).toContain('mail');
  });

  it('is not held up in its stop by a watch', async () => {
    await start({});
    const watch = running.get(ServiceControl).watch({})[Symbol.asyncIterator]();
    await watch.next();
    const next = watch.next().catch((thrown: unknown) => thrown);
    const since = performance.now();
    await running.stop();
    expect(performance.now() - since).toBeLessThan(10_000);
    await next;
  });
});
