import type { Channel } from '../channel/channel.js';
import { channelStub } from '../channel/channel-stub.js';
import { pathToUncloneable } from '../channel/uncloneable.js';
import type { Log } from '../log.js';
import { type LogLine, WorkerHost } from './worker-contract.js';

/** Writes the lines of a worker to the log of the assembly. Data that cannot cross is dropped, and the line says so. */
export function hostLog(channel: () => Channel): Log {
  const write = (line: LogLine) => {
    // When the channel has closed there is no log any more.
    channelStub(WorkerHost, channel(), 'worker')
      .log(line)
      .catch(() => undefined);
  };
  return {
    info: (message, data) => write({ level: 'info', message, data: crossing(data) }),
    warn: (message, data) => write({ level: 'warn', message, data: crossing(data) }),
    error: (message, thrown, data) => write({ level: 'error', message, data: crossing(data), thrown: textOf(thrown) }),
  };
}

function crossing(data: LogLine['data']): LogLine['data'] {
  const found = pathToUncloneable(data);
  return found ? { dropped: `${found.path} ${found.reason}` } : data;
}

/** Writes a line that has come from a worker. */
export function writeLine(log: Log, { level, message, data, thrown }: LogLine): void {
  if (level === 'error') log.error(message, thrown, data);
  else log[level](message, data);
}

function textOf(thrown: unknown): string | undefined {
  if (thrown === undefined) return undefined;
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
