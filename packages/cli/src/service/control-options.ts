import type { OutputOf, Stub } from '@caruso/core';
import { connectControl, ServiceErrors } from '@caruso/service-manager';
import { ServiceControl } from '@caruso/service-manager/contract';
import type { Command } from 'commander';
import { CliErrors } from '../errors.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';

type Operations = typeof ServiceControl.operations;

export type Entry = OutputOf<Operations['list']>[number];
export type Explanation = OutputOf<Operations['explain']>;
export type Receipt = OutputOf<Operations['replace']>;
export type Drained = OutputOf<Operations['drain']>;
export type Change = OutputOf<Operations['watch']>;
export type Control = Stub<typeof ServiceControl>;

/** What every command says that talks to a running assembly. */
export interface ControlOptions {
  readonly config: string;
  readonly socket?: string;
  readonly json: boolean;
}

export function addControlOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'the assembly that runs', DEFAULT_CONFIG)
    .option('--socket <path>', 'the control socket of the assembly, instead of the one its file names')
    .option('--json', 'print JSON', false);
}

/**
 * Connects to a running assembly, uses its control, and ends the connection.
 *
 * @throws CliErrors.NoControlSocket, CliErrors.NotRunning, and what `loadAssembly` throws
 */
export async function withControl<Result>(
  { config, socket }: Pick<ControlOptions, 'config' | 'socket'>,
  use: (control: Control) => Promise<Result>,
): Promise<Result> {
  const connection = await connect(socket ?? (await socketOf(config)));
  try {
    return await use(connection.get(ServiceControl));
  } finally {
    connection.close();
  }
}

async function connect(socket: string) {
  try {
    return await connectControl(socket);
  } catch (cause) {
    if (ServiceErrors.ChannelClosed.is(cause)) throw new CliErrors.NotRunning({ socket }, { cause });
    throw cause;
  }
}

/** Where the assembly of a file listens when it runs: a property of the component that listens there. */
async function socketOf(config: string): Promise<string> {
  const { components } = await loadAssembly(config);
  const control = components.find(({ provides }) => provides.some(({ name }) => name === ServiceControl.name));
  const socket = control?.properties?.socket;
  if (typeof socket === 'string') return socket;
  throw new CliErrors.NoControlSocket({ path: config });
}
