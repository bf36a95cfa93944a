import { type Assembly, partFor, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { withStoresAsFound } from '@caruso/storage-manager';

type Use<Result> = (running: RunningAssembly) => Promise<Result>;

/** Starts the part of an assembly that provides some contracts, uses it, and stops it again. */
export async function withServices<Result>(
  assembly: Assembly,
  contracts: readonly string[],
  use: Use<Result>,
): Promise<Result> {
  const running = await startAssembly(partFor(assembly, contracts), { log: silentLog });
  try {
    return await use(running);
  } finally {
    await running.stop();
  }
}

/** {@link withServices}, of a command that only reads: no table is made or altered, as it would be when an assembly starts. */
export function readServices<Result>(
  assembly: Assembly,
  contracts: readonly string[],
  use: Use<Result>,
): Promise<Result> {
  return withServices({ ...assembly, components: withStoresAsFound(assembly.components) }, contracts, use);
}
