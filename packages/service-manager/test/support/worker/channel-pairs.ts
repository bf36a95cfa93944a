import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { Channel } from '../../../src/channel/channel.js';
import { lineChannel } from '../../../src/channel/line-channel.js';
import { portChannel } from '../../../src/channel/port-channel.js';
import type { Log } from '../../../src/log.js';

/** The two ends of a channel. */
export interface ChannelPair {
  readonly near: Channel;
  readonly far: Channel;
  /** Sends a message from the far end as another program might. */
  readonly sendRaw: (text: string) => void;
  close(): Promise<void>;
}

/** A log that remembers its lines. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    info: (message) => lines.push(`info ${message}`),
    warn: (message) => lines.push(`warn ${message}`),
    error: (message, thrown) =>
      lines.push(`error ${message}: ${thrown instanceof Error ? thrown.message : String(thrown)}`),
  };
}

export async function portPair(log: Log): Promise<ChannelPair> {
  const { port1, port2 } = new MessageChannel();
  const near = portChannel(port1, { peer: 'the far end', log });
  const far = portChannel(port2, { peer: 'the near end', log });
  return {
    near,
    far,
    sendRaw: (text) => port2.postMessage(JSON.parse(text)),
    close: async () => {
      near.close();
      far.close();
    },
  };
}

export async function socketPair(log: Log, maxMessageBytes?: number): Promise<ChannelPair> {
  const [nearSocket, farSocket, end] = await sockets();
  const limit = maxMessageBytes === undefined ? {} : { maxMessageBytes };
  const near = lineChannel(nearSocket, { peer: 'the far end', log, ...limit });
  const far = lineChannel(farSocket, { peer: 'the near end', log });
  return {
    near,
    far,
    sendRaw: (text) => farSocket.write(`${text}\n`),
    close: async () => {
      near.close();
      far.close();
      await end();
    },
  };
}

/** The two ends of a connection over a unix socket. */
async function sockets(): Promise<readonly [Socket, Socket, () => Promise<void>]> {
  const folder = await mkdtemp(join(tmpdir(), 'caruso-channel-'));
  const path = join(folder, 'pair');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const near = connect(path);
  const far = await accepted;
  return [
    near,
    far,
    async () => {
      near.destroy();
      far.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true });
    },
  ];
}
