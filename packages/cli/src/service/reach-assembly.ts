import { CarusoError, type Contract, type Stub } from '@caruso/core';
import { type Assembly, connectControl, connectManager, ServiceErrors, silentLog } from '@caruso/service-manager';
import { ServiceControl } from '@caruso/service-manager/contract';
import { CliErrors } from '../errors.js';
import { loadAssembly } from '../load-assembly.js';
import type { Control, ControlOptions } from './control-options.js';

/** Where a password for NATS is read from: a command line can be seen by others. */
const PASSWORD = 'CARUSO_NATS_PASSWORD';

/** An assembly that runs, as long as it is reached. */
interface Reached {
  get<C extends Contract>(contract: C): Stub<C>;
  end(): void | Promise<void>;
}

/** {@link withContract}, of the control. */
export function withControl<Result>(
  options: ControlOptions,
  use: (control: Control) => Promise<Result>,
): Promise<Result> {
  return withContract(ServiceControl, options, use);
}

/**
 * Reaches a running assembly, uses what it provides by a contract, and ends the connection.
 *
 * @throws CliErrors.NoControlSocket, CliErrors.SocketNotKnown, CliErrors.NotRunning, CliErrors.NotProvided, and what `loadAssembly` and `connectManager` throw
 */
export async function withContract<C extends Contract, Result>(
  contract: C,
  options: ControlOptions,
  use: (service: Stub<C>) => Promise<Result>,
): Promise<Result> {
  const { get, end } = options.nats === undefined ? await bySocket(options) : await byNats(options.nats, options);
  try {
    return await use(get(contract));
  } catch (cause) {
    if (ServiceErrors.UnknownService.is(cause) && cause.data.service === contract.name)
      throw new CliErrors.NotProvided({ contract: contract.name }, { cause });
    throw cause;
  } finally {
    await end();
  }
}

async function bySocket({ config, socket }: ControlOptions): Promise<Reached> {
  const path = socket ?? (await socketOf(config));
  try {
    const connection = await connectControl(path);
    return { get: connection.get, end: () => connection.close() };
  } catch (cause) {
    if (ServiceErrors.ChannelClosed.is(cause)) throw new CliErrors.NotRunning({ socket: path }, { cause });
    throw cause;
  }
}

/** Where the assembly of a file listens when it runs: a property of the component that listens there. */
async function socketOf(config: string): Promise<string> {
  const { components } = await loadToReach(config);
  const control = components.find(({ provides }) => provides.some(({ name }) => name === ServiceControl.name));
  const socket = control?.properties?.socket;
  if (typeof socket === 'string') return socket;
  throw new CliErrors.NoControlSocket({ path: config });
}

/** A mistake made since the start, in the file or a document that it names, is none of the assembly that runs. */
async function loadToReach(config: string): Promise<Assembly> {
  try {
    return await loadAssembly(config);
  } catch (cause) {
    if (!CarusoError.is(cause) || CliErrors.NoConfig.is(cause) || CliErrors.NoAssembly.is(cause)) throw cause;
    throw new CliErrors.SocketNotKnown({ path: config, reason: cause.message }, { cause });
  }
}

async function byNats(servers: string, { config, company, user }: ControlOptions): Promise<Reached> {
  const pass = process.env[PASSWORD];
  const manager = await connectManager(servers, {
    company: company ?? (await loadAssembly(config)).company,
    name: 'caruso',
    log: silentLog,
    ...(user === undefined ? {} : { user }),
    ...(pass === undefined ? {} : { pass }),
  });
  return { get: (contract) => manager.get(contract, { caller: 'cli' }), end: () => manager.stop() };
}
