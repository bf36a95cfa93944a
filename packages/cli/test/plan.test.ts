import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

let folder: string;
let assemblies = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

const contract = (name: string, version = '1.0.0') => ({ name, version, operations: {} });
const component = (name: string, needs: readonly object[] = [], more: object = {}) => ({
  name,
  provides: [contract(`demo.${name}`)],
  requires: needs.map((need) => ({ contract: need, optional: false })),
  ...more,
});

/** Runs the command on an assembly of these components. */
async function planOf(components: readonly object[], ...options: readonly string[]) {
  assemblies += 1;
  const config = join(folder, `${assemblies}.config.ts`);
  await writeFile(config, `export default ${JSON.stringify({ company: 'demo', components })};`);
  return caruso(['plan', '--config', config, ...options]);
}

describe('caruso plan', () => {
  it('prints who starts when and who serves whom', async () => {
    const door = component('door', [contract('demo.bell')]);
    const { code, out } = await planOf([door, component('bell', [], { version: '1.4.0' })]);
    expect(code).toBe(EXIT.ok);
    expect(out.split('\n')).toEqual([
      '  1. bell 1.4.0 provides demo.bell 1.0.0',
      '  2. door provides demo.door 1.0.0',
      '       demo.bell from bell',
      '2 can start, 0 problems',
    ]);
  });

  it('names everything that stands against the start, and ends with 1', async () => {
    const { code, out } = await planOf([
      component('a', [contract('demo.b')]),
      component('b', [contract('demo.a')]),
      component('door', [contract('demo.bell', '2.0.0')]),
      component('bell'),
    ]);
    expect(code).toBe(EXIT.failed);
    expect(out).toContain('  1. bell provides');
    expect(out).toContain('cannot start: a, b, door');
    expect(out).toContain('"door" needs demo.bell 2.0.0, but there is only version 1.0.0 of "bell"');
    expect(out).toContain('error CRS-SVC-011: These components wait for each other: a -> b -> a.');
    expect(out).toMatch(/1 can start, 2 problems$/);
  });

  it('gives the same as JSON', async () => {
    const { code, out } = await planOf([component('door', [contract('demo.bell')])], '--json');
    expect(code).toBe(EXIT.failed);
    expect(JSON.parse(out)).toMatchObject({
      order: [],
      blocked: ['door'],
      problems: [{ code: 'CRS-SVC-010', data: { missing: [{ component: 'door', contract: 'demo.bell 1.0.0' }] } }],
    });
  });
});
