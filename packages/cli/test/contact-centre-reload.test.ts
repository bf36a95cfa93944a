import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { communicationServer } from '@caruso/communication-server';
import { type RunningAssembly, serviceControl, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

let folder: string;
let file: string;
let socket: string;
let running: RunningAssembly;

const write = (...agents: readonly string[]) =>
  writeFile(
    file,
    `<contact-centre><queue id="service" name="Service" channel="voice" answer-within="20s"/>
    ${agents.map((id) => `<agent id="${id}" name="${id}"><serves queue="service"/></agent>`).join('\n')}</contact-centre>`,
  );
const reload = (...more: readonly string[]) => caruso(['contact-centre', 'reload', '--socket', socket, ...more]);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-reload-'));
  file = join(folder, 'centre.xml');
  socket = join(folder, 'control', 'socket');
  await write('ada');
  const components = [
    serviceControl({ socket }),
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    communicationServer({ configuration: file }),
  ];
  running = await startAssembly({ company: 'test', components }, { log: silentLog });
});
afterEach(async () => {
  await running.stop();
  await rm(folder, { recursive: true });
});

describe('caruso contact-centre reload', () => {
  it('shows what would change, then what has', async () => {
    await write('ada', 'bob');
    expect((await reload('--dry-run')).out).toBe(`  added    agent bob\n${file}: 1 change, not applied (--dry-run)`);
    expect((await reload()).out).toBe(`  added    agent bob\n${file}: 1 change, applied`);
    expect((await reload()).out).toBe(`${file}: nothing has changed`);
    const shown = JSON.parse((await caruso(['agent', 'list', '--socket', socket, '--json'])).out);
    expect(shown.map(({ agent }: { agent: string }) => agent)).toEqual(['ada', 'bob']);
  });

  it('shows the mistakes of the document, and leaves all as it is', async () => {
    await writeFile(file, '<contact-centre><queue id="service"/></contact-centre>');
    const { code, err } = await reload();
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('centre.xml');
    expect((await caruso(['agent', 'list', '--socket', socket])).out).toContain('ada');
  });

  it('and every other command say how to reach what runs, while its document has mistakes', async () => {
    const config = join(folder, 'caruso.config.mjs');
    // A folder of the system has no packages to import from.
    Object.assign(globalThis, { 'server of the test': () => communicationServer({ configuration: file }) });
    await writeFile(config, `export default { company: 'test', components: [globalThis['server of the test']()] };`);
    await writeFile(file, '<contact-centre><queue id="service"/></contact-centre>');
    const { code, err, out } = await caruso(['queue', 'list', '--config', config]);
    expect(code).toBe(EXIT.failed);
    expect(err).toContain(`CRS-CLI-010: The assembly ${config} cannot be loaded as it is now`);
    expect(err).toContain('An assembly that runs goes on: name its socket with --socket');
    expect(out).toContain(`${file}:1:17: error missing-attribute`);
  });
});
