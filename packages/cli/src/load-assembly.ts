import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CarusoError, type Contract } from '@caruso/core';
import { type Assembly, loadingFrom } from '@caruso/service-manager';
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
    return await loadingFrom(dirname(path), () => createJiti(import.meta.url).import(path, { default: true }));
  } catch (thrown) {
    if (CarusoError.is(thrown)) throw thrown;
    const reason = thrown instanceof Error ? reasonAt(thrown) : String(thrown);
    throw new CliErrors.BadConfig({ path, reason }, { cause: thrown });
  }
}

/** What is wrong and where, in one line: a parser puts the place after its message, and what fails when it runs has it in its stack. */
function reasonAt({ message, stack = '' }: Error): string {
  const parsed = /^(?:\w*Error: )?(.*?)\s*\n\s*(\S.*:\d+:\d+)\s*$/s.exec(message);
  if (parsed !== null) return `${parsed[2]}: ${parsed[1]}`;
  const place = /\(?((?:file:\/\/)?\/[^()\n]*\.[cm]?[jt]s:\d+:\d+)\)?$/m.exec(stack)?.[1];
  return place === undefined || place.includes('node_modules')
    ? message
    : `${place.replace('file://', '')}: ${message}`;
}

function isAssembly(value: unknown): value is Assembly {
  return typeof value === 'object' && value !== null && 'company' in value && 'components' in value;
}

/** The contracts of all components, known without starting any. */
export function allContracts({ components }: Assembly): readonly Contract[] {
  return components.flatMap(({ provides }) => provides);
}
