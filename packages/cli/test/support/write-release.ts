import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Component } from '@caruso/service-manager';

/** Writes a module that brings `component`. It takes it from memory, so that the test needs nothing built. */
export async function writeRelease(folder: string, module: string, component: Component): Promise<void> {
  const key = `release of the test: ${module}`;
  Object.assign(globalThis, { [key]: component });
  await writeFile(join(folder, module), `export default globalThis[${JSON.stringify(key)}];\n`);
}
