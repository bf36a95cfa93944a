import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Assembly, Component } from '@caruso/service-manager';

/** Writes a module that brings a component, or an assembly. It takes it from memory, so that the test needs nothing built. */
export async function writeRelease(folder: string, module: string, brought: Component | Assembly): Promise<void> {
  const key = `release of the test: ${module}`;
  Object.assign(globalThis, { [key]: brought });
  await writeFile(join(folder, module), `export default globalThis[${JSON.stringify(key)}];\n`);
}
