import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CarusoError, type Contract } from '@caruso/core';
import type { Assembly } from '@caruso/service-manager';
import { createJiti } from 'jiti';
import { CliErrors } from './errors.js';

/** Where commands look for the assembly unless told otherwise. */
export const DEFAULT_CONFIG = 'caruso.config.ts';

/**
 * Loads the assembly of a `caruso.config.ts`.
 *
 * @throws CliErrors.NoConfig, CliErrors.BadConfig, CliErrors.NoAssembly, and what the components of the assembly refuse
 */
export async function loadAssembly(config: string): Promise<Assembly> {
  const path = resolve(config);
  if (!existsSync(path)) throw new CliErrors.NoConfig({ path });
  const loaded = await importDefault(path);
  if (isAssembly(loaded)) return loaded;
  throw new CliErrors.NoAssembly({ path });
}

async function importDefault(path: string): Promise<unknown> {
  try {
    return await createJiti(import.meta.url).import(path, { default: true });
  } catch (thrown) {
    if (CarusoError.is(thrown)) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new CliErrors.BadConfig({ path, reason }, { cause: thrown });
  }
}

function isAssembly(value: unknown): value is Assembly {
  return typeof value === 'object' && value !== null && 'company' in value && 'components' in value;
}

/** The contracts of all components, known without starting any. */
export function allContracts({ components }: Assembly): readonly Contract[] {
  return components.flatMap(({ provides }) => provides);
}
