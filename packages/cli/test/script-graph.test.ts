import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  await writeFile(
    at('keys.xml'),
    '<script id="keys" version="1" lang="en" title="Keys"><info id="hi"><text>Hi</text></info><end id="bye" outcome="ok"/></script>',
  );
});
afterAll(() => rm(folder, { recursive: true }));

describe('caruso script graph', () => {
  it('prints an SVG, or text for Mermaid', async () => {
    const { code, out } = await caruso(['script', 'graph', at('keys.xml')]);
    expect([code, out.slice(0, 4), out.slice(-6)]).toEqual([EXIT.ok, '<svg', '</svg>']);
    const mermaid = await caruso(['script', 'graph', at('keys.xml'), '--format', 'mermaid']);
    expect(mermaid.out.split('\n')).toContain('  n1 --> n2');
  });

  it('writes a file, and tells what it shows', async () => {
    const { out } = await caruso(['script', 'graph', at('keys.xml'), '--out', at('keys.svg')]);
    expect(out).toBe(`${at('keys.svg')}: 3 nodes, 2 ways`);
    expect(await readFile(at('keys.svg'), 'utf8')).toContain('aria-label="Info hi. Hi. next: bye"');
  });

  it('gives nodes and edges as JSON', async () => {
    const { out } = await caruso(['script', 'graph', at('keys.xml'), '--json']);
    expect(JSON.parse(out).edges).toMatchObject([
      { from: '$start', to: 'hi' },
      { from: 'hi', to: 'bye' },
    ]);
  });

  it('tells what is not well-formed, and refuses a format it does not know', async () => {
    await writeFile(at('broken.xml'), '<script>\n<info></script>');
    const { code, err } = await caruso(['script', 'graph', at('broken.xml')]);
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('broken.xml is not valid: 2:7 not-well-formed');
    expect((await caruso(['script', 'graph', at('keys.xml'), '--format', 'png'])).code).toBe(EXIT.usage);
  });
});
