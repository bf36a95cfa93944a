import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { expect, it } from 'vitest';
import { ContactCentre, communicationServer, simulated } from '../src/index.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';

it('README: the example leads a call of its scenario to the end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-readme-'));
  const scenario = join(folder, 'scenario.xml');
  writeFileSync(scenario, block('xml'));
  const names = {
    ContactCentre,
    communicationServer,
    defineAssembly,
    simulated: () => simulated({ scenario }),
    startAssembly: (assembly: Parameters<typeof startAssembly>[0]) => startAssembly(assembly, { log: silentLog }),
    storageManager,
  };
  const body = `return (async () => { ${block('ts')} return call; })()`;
  const run = new Function(...Object.keys(names), body) as (...given: unknown[]) => Promise<unknown>;
  expect(await run(...Object.values(names))).toMatchObject({ from: '+493012345', outcome: 'handled', agent: 'ada' });
  rmSync(folder, { recursive: true, force: true });
});
