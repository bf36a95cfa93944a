import { type Assembly, partFor, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';

/** Starts the part of an assembly that provides some contracts, uses it, and stops it again. */
export async function withServices<Result>(
  assembly: Assembly,
  contracts: readonly string[],
  use: (running: RunningAssembly) => Promise<Result>,
): Promise<Result> {
  const running = await startAssembly(partFor(assembly, contracts), { log: silentLog });
  try {
    return await use(running);
  } finally {
    await running.stop();
  }
}
