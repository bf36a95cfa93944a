import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventStreams, type Source } from './event-streams.js';

const clock = new VirtualClock(0);
let server: FastifyInstance;
let streams: EventStreams;
let source: Source;
let alive: boolean;
let url: string;

/** Yields the values, and then waits until it is given up. */
const endless = (...values: unknown[]): Source =>
  async function* (signal) {
    yield* values;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  };

beforeEach(async () => {
  alive = true;
  streams = new EventStreams(clock, silentLog, async () => alive);
  server = fastify();
  server.get('/stream', (_, reply) => streams.send(reply, 'session-1', 'number', (signal) => source(signal)));
  url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/stream`;
});
afterEach(async () => {
  streams.endAll();
  await server.close();
  expect(clock.pending).toBe(0);
});

/** Reads from an answer until `text` has come. */
async function readUntil(answer: Response, text: string): Promise<string> {
  const decoder = new TextDecoder();
  const reader = answer.body?.getReader();
  let read = '';
  while (!read.includes(text)) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) break;
    read += decoder.decode(value, { stream: true });
  }
  reader?.releaseLock();
  return read;
}

describe('a live view', () => {
  it('sends each value as an event of its name', async () => {
    source = endless(1, { two: 2 });
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const text = await readUntil(answer, 'two');
    expect(text).toContain('event: number\ndata: 1\n\nevent: number\ndata: {"two":2}\n\n');
  });

  it('sends a comment when nothing has happened for a while', async () => {
    source = endless(1);
    const answer = await fetch(url);
    await readUntil(answer, 'data: 1');
    clock.advance(15_000);
    expect(await readUntil(answer, 'still here')).toContain(': still here\n\n');
  });

  it('ends when its session has ended', async () => {
    source = endless(1);
    const answer = await fetch(url);
    await readUntil(answer, 'data: 1');
    alive = false;
    clock.advance(15_000);
    await readUntil(answer, 'never sent');
    expect(streams.size).toBe(0);
  });

  it('gives its source up when the browser goes away', async () => {
    const givenUp = new Promise<void>((resolve) => {
      source = (signal) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
        return endless(1)(signal);
      };
    });
    const browser = get(url);
    const [answer] = (await once(browser, 'response')) as [IncomingMessage];
    await once(answer, 'data');
    browser.destroy();
    await givenUp;
    expect(streams.size).toBe(0);
  });

  it('ends at once when all are ended, also when its source does not notice', async () => {
    source = () => ({
      [Symbol.asyncIterator]: () => {
        let first = true;
        const next = () => {
          const value = first ? Promise.resolve({ done: false as const, value: 1 }) : new Promise<never>(() => {});
          first = false;
          return value;
        };
        return { next };
      },
    });
    const answer = await fetch(url);
    await readUntil(answer, 'data: 1');
    streams.endAll();
    await readUntil(answer, 'never sent');
    await server.close();
  });

  it('is refused when the session has too many of them', async () => {
    source = endless(1);
    const open = await Promise.all([1, 2, 3, 4].map(() => fetch(url)));
    const refused = await fetch(url);
    expect(refused.ok).toBe(false);
    expect(await refused.text()).toContain('CRS-FRO-013');
    expect(open.every(({ ok }) => ok)).toBe(true);
  });

  it('answers with the error when its source fails before the first value', async () => {
    source = async function* () {
      yield* [];
      throw new Error('no such agent');
    };
    expect((await fetch(url)).status).toBe(500);
    expect(streams.size).toBe(0);
  });
});
