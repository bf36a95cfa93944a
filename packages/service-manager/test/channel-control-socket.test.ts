import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineContract } from '@caruso/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ControlServer, connectControl, serveControl } from '../src/channel/control-socket.js';
import { stubService } from '../src/channel/stub-service.js';
import { ServiceErrors } from '../src/errors.js';
import { silentLog } from '../src/log.js';

const Clerk = defineContract('test.clerk', '1.0.0', {
  greet: { input: z.object({ name: z.string() }), output: z.object({ text: z.string() }) },
  ticks: { input: z.object({}), output: z.object({ n: z.number() }), stream: true },
});

/** The stub of the assembly that is reached. */
const clerk = (caller: string) => ({
  greet: async ({ name }: { name: string }) => ({ text: `${name} greeted by ${caller}` }),
  async *ticks() {
    for (let n = 0; ; n += 1) yield { n };
  },
});

describe.skipIf(process.platform === 'win32')('a control socket', () => {
  let folder: string;
  let path: string;
  const servers: ControlServer[] = [];

  const serve = async () => {
    const server = await serveControl(path, (_name, caller) => stubService(Clerk, clerk(caller)), { log: silentLog });
    servers.push(server);
    return server;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caruso-control-'));
    path = join(folder, 'run', 'control');
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
    await rm(folder, { recursive: true });
  });

  it('lets another process call what is served, under its own name', async () => {
    await serve();
    const connection = await connectControl(path, 'cli');
    expect(await connection.get(Clerk).greet({ name: 'Anna' })).toEqual({ text: 'Anna greeted by cli' });
    const got: number[] = [];
    for await (const { n } of connection.get(Clerk).ticks({})) {
      got.push(n);
      if (n === 99) break;
    }
    expect(got).toHaveLength(100);
    connection.close();
  });

  it('is a file for its owner only, in a folder for its owner only, and goes with its server', async () => {
    const server = await serve();
    expect((await lstat(path)).mode & 0o777).toBe(0o600);
    expect((await lstat(join(folder, 'run'))).mode & 0o777).toBe(0o700);
    await server.close();
    await expect(lstat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('ends its connections when it closes', async () => {
    const server = await serve();
    const connection = await connectControl(path);
    const closed = new Promise((resolve) => connection.channel.onClose(resolve));
    await server.close();
    expect(ServiceErrors.ChannelClosed.is(await closed)).toBe(true);
    await expect(connection.get(Clerk).greet({ name: 'Anna' })).rejects.toThrow(
      'There is no connection to the control',
    );
  });

  it('is not taken from a process that lives', async () => {
    await serve();
    await expect(serve()).rejects.toMatchObject({ code: ServiceErrors.ControlInUse.code });
    const connection = await connectControl(path, 'cli');
    expect(await connection.get(Clerk).greet({ name: 'Anna' })).toEqual({ text: 'Anna greeted by cli' });
    connection.close();
  });

  it('is taken over from a process that was killed', async () => {
    await (await serve()).close();
    const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
    const other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(other.stdout, 'data');
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect((await lstat(path)).isSocket()).toBe(true);
    await expect(connectControl(path)).rejects.toMatchObject({ code: ServiceErrors.ChannelClosed.code });

    await serve();
    const connection = await connectControl(path);
    expect(await connection.get(Clerk).greet({ name: 'Anna' })).toEqual({ text: 'Anna greeted by cli' });
    connection.close();
  });

  it('never replaces a file that is no socket', async () => {
    await (await serve()).close();
    await writeFile(path, 'precious');
    await expect(serve()).rejects.toThrow('there is a file that is no socket');
    expect((await lstat(path)).size).toBe(8);
  });

  it('says that nobody serves it', async () => {
    await expect(connectControl(path)).rejects.toThrow('no process serves it; is the assembly running?');
  });
});
