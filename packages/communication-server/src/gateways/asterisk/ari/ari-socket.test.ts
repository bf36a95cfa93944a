import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { VirtualClock } from '@caruso/core';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../../../test/support/telephone/until.js';
import { AriSocket } from './ari-socket.js';

const PING_MS = 5_000;

/** A server in a thread of its own, which goes on while this one is busy, and counts how often it was pinged. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { WebSocketServer } = require(workerData.ws);
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: workerData.answers });
  server.on('connection', (socket) => socket.on('ping', () => {
    Atomics.add(workerData.pings, 0, 1);
    Atomics.notify(workerData.pings, 0);
  }));
  server.on('listening', () => parentPort.postMessage(server.address().port));
`;

let worker: Worker;
let socket: AriSocket;
afterEach(async () => {
  socket.close();
  await worker.terminate();
});

async function setting(answers: boolean) {
  const pings = new Int32Array(new SharedArrayBuffer(4));
  const ws = createRequire(import.meta.url).resolve('ws');
  worker = new Worker(SERVER, { eval: true, workerData: { ws, pings, answers } });
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  const clock = new VirtualClock(0);
  const told: string[] = [];
  const access = { url: `http://127.0.0.1:${port}`, user: 'u', password: 'p', application: 'caruso' };
  socket = new AriSocket(access, clock, {
    connected: () => void told.push('connected'),
    event: () => {},
    malformed: () => {},
    disconnected: () => void told.push('disconnected'),
  });
  socket.open();
  await until('it is connected', () => told[0]);
  return { clock, pings, told };
}

describe('the event socket of Asterisk', () => {
  it('is not lost because this process was busy when the answer to its ping came', async () => {
    const { clock, pings, told } = await setting(true);
    await new Promise<void>((resolve) => {
      clock.advance(PING_MS);
      setImmediate(() => {
        setTimeout(() => {
          clock.advance(PING_MS);
          resolve();
        });
        Atomics.wait(pings, 0, 0, 5_000);
      });
    });
    await until('it was pinged again', () => told[1] ?? Atomics.load(pings, 0) === 2);
    expect(told).toEqual(['connected']);
  });

  it('is lost when nothing answers its ping', async () => {
    const { clock, pings, told } = await setting(false);
    clock.advance(PING_MS);
    await until('it was pinged', () => Atomics.load(pings, 0) === 1);
    clock.advance(PING_MS);
    await until('it is lost', () => told[1]);
    expect(told).toEqual(['connected', 'disconnected']);
  });
});
