import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AriClient } from './ari/ari-client.js';
import { Names } from './names.js';
import { Recordings } from './recordings.js';

const NAME = 'caruso.message.c1';

describe('recordings that are fetched', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-recordings-'));
  let server: Server;
  let recordings: Recordings;
  let stored: Set<string>;
  let send: Promise<void>;
  let asked: Promise<void>;

  beforeEach(async () => {
    stored = new Set([NAME]);
    send = Promise.resolve();
    const names = new Names('caruso');
    let isAsked = () => {};
    asked = new Promise((resolve) => {
      isAsked = resolve;
    });
    // The store of recordings as ARI serves it.
    server = createServer(async ({ method, url = '' }, response) => {
      const name = url.split('/')[4] ?? '';
      const known = method === 'DELETE' ? stored.delete(name) : stored.has(name);
      isAsked();
      await send;
      response
        .writeHead(known ? 200 : 404)
        .end(known && method === 'GET' ? 'RIFF' : '{"message":"Recording not found"}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const access = { url: `http://127.0.0.1:${port}`, user: 'u', password: 'p', application: 'caruso' };
    recordings = new Recordings(new AriClient(access), names, silentLog, folder);
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lie in the folder, and no more in Asterisk', async () => {
    await recordings.keep(NAME);
    expect([readdirSync(folder), [...stored]]).toEqual([[`${NAME}.wav`], []]);
    expect(Buffer.from(await recordings.read(NAME)).toString()).toBe('RIFF');
  });

  it('are deleted though they were just being fetched', async () => {
    let goOn = () => {};
    send = new Promise((resolve) => {
      goOn = resolve;
    });
    const keeping = recordings.keep(NAME);
    await asked;
    const removing = recordings.remove(NAME);
    goOn();
    await Promise.all([keeping, removing]);
    expect([readdirSync(folder), [...stored]]).toEqual([[], []]);
  });

  it('are deleted though it is told while they are that they are finished', async () => {
    let goOn = () => {};
    send = new Promise((resolve) => {
      goOn = resolve;
    });
    const removing = recordings.remove(NAME);
    const keeping = recordings.keep(NAME);
    goOn();
    await Promise.all([keeping, removing]);
    expect([readdirSync(folder), [...stored]]).toEqual([[], []]);
  });

  it('are read from the folder when they were just being fetched', async () => {
    let goOn = () => {};
    send = new Promise((resolve) => {
      goOn = resolve;
    });
    const keeping = recordings.keep(NAME);
    await asked;
    const reading = recordings.read(NAME);
    stored.clear();
    goOn();
    await keeping;
    expect(Buffer.from(await reading).toString()).toBe('RIFF');
  });

  it('are deleted with what an end of the server in the midst of fetching has left on either side', async () => {
    await recordings.keep(NAME);
    writeFileSync(join(folder, `${NAME}.wav.part`), 'RI');
    stored.add(NAME);
    await recordings.remove(NAME);
    expect([readdirSync(folder), [...stored]]).toEqual([[], []]);
  });
});
