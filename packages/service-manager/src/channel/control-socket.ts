import { chmod, lstat, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Contract, Stub } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import { type Log, silentLog } from '../log.js';
import type { Channel } from './channel.js';
import { channelStub } from './channel-stub.js';
import { controlAddress, privateFolder } from './control-address.js';
import { lineChannel } from './line-channel.js';
import { serveChannel } from './serve-channel.js';
import type { Resolve } from './served.js';

/** A control socket that is served. */
export interface ControlServer {
  /** Where it is reached. */
  readonly address: string;
  /** Ends all connections and removes the socket. */
  close(): Promise<void>;
}

/** A connection to a running assembly. */
export interface ControlConnection {
  readonly channel: Channel;
  /** A stub of what is served there. */
  get<C extends Contract>(contract: C): Stub<C>;
  close(): void;
}

/**
 * Serves contracts on a local socket, over which the command line reaches this process: a file for its owner only, in a folder
 * for its owner only, or a named pipe on Windows. The file of a process that has died is replaced.
 *
 * @param resolve finds what serves a contract, in general a `stubService`
 * @throws ServiceErrors.ControlInUse when another process serves it, ServiceErrors.ControlPathUnusable
 */
export async function serveControl(
  path: string,
  resolve: Resolve,
  { log }: { readonly log: Log },
): Promise<ControlServer> {
  const address = controlAddress(path);
  const connections = new Set<Channel>();
  const server = createServer((socket) => {
    const channel = lineChannel(socket, { peer: `a client of ${address}`, log });
    connections.add(channel);
    channel.onClose(() => connections.delete(channel));
    serveChannel(channel, resolve);
  });
  await bind(server, address);
  server.on('error', (problem) => log.error(`The control socket ${address} could not take a connection`, problem));
  return {
    address,
    close: () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const channel of connections) channel.close();
      return closed;
    },
  };
}

/**
 * Connects to a process that serves its contracts at `path`.
 *
 * @param caller name under which calls are made. Default `cli`.
 * @throws ServiceErrors.ChannelClosed when nobody serves it, ServiceErrors.ControlPathUnusable when it cannot be reached
 */
export async function connectControl(path: string, caller = 'cli', log: Log = silentLog): Promise<ControlConnection> {
  const address = controlAddress(path);
  const peer = `the control socket ${address}`;
  const socket = await open(address);
  if (!socket)
    throw new ServiceErrors.ChannelClosed({ peer, reason: 'no process serves it; is the assembly running?' });
  const channel = lineChannel(socket, { peer, log });
  return {
    channel,
    get: (contract) => channelStub(contract, channel, caller),
    close: () => channel.close(),
  };
}

async function bind(server: Server, address: string): Promise<void> {
  if (process.platform === 'win32') {
    if (!(await listens(server, address))) throw new ServiceErrors.ControlInUse({ address });
    return;
  }
  await privateFolder(address);
  if (!(await listens(server, address))) {
    await removeStale(address);
    if (!(await listens(server, address))) throw new ServiceErrors.ControlInUse({ address });
  }
  await chmod(address, 0o600);
}

/** Removes the file that a dead process has left. */
async function removeStale(address: string): Promise<void> {
  const found = await lstat(address).catch(() => undefined);
  if (found && !found.isSocket()) {
    throw new ServiceErrors.ControlPathUnusable({ path: address, reason: 'there is a file that is no socket' });
  }
  const socket = await open(address);
  if (socket) {
    socket.destroy();
    throw new ServiceErrors.ControlInUse({ address });
  }
  await rm(address, { force: true });
}

/** Whether the server listens now; not when the address is taken. */
function listens(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (problem: NodeJS.ErrnoException) => {
      if (problem.code === 'EADDRINUSE') resolve(false);
      else reject(unusable(address, problem));
    };
    server.once('error', failed);
    server.listen(address, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

/** A connection; undefined when there is nobody to connect to. */
function open(address: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (problem: NodeJS.ErrnoException) => {
      if (problem.code === 'ENOENT' || problem.code === 'ECONNREFUSED') resolve(undefined);
      else reject(unusable(address, problem));
    });
  });
}

function unusable(path: string, problem: Error): Error {
  return new ServiceErrors.ControlPathUnusable({ path, reason: problem.message }, { cause: problem });
}
