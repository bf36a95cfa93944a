import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleProgram, programFolder } from '../killed-program.js';

/** Saves one of two texts after the other, as fast as it can. */
const program = `
  import { replaceFile } from '../../../business-objects/src/studio/replace-file.ts';
  const [path] = process.argv.slice(2);
  for (let turn = 0; ; turn += 1) {
    replaceFile(path, (turn % 2 ? 'a' : 'b').repeat(500_000));
    if (turn === 2) process.stdout.write('saving');
  }`;

describe('a process that is killed while it saves', () => {
  const folder = programFolder('killed-save-test');
  const data = mkdtempSync(join(tmpdir(), 'caruso-save-'));
  afterAll(() => {
    for (const each of [data, folder]) rmSync(each, { recursive: true, force: true });
  });

  it('leaves the old document or the new one, and nothing that is taken for a document', async () => {
    const outfile = join(folder, 'save.mjs');
    await bundleProgram(program, folder, outfile);
    for (let turn = 0; turn < 5; turn += 1) {
      const path = join(data, `${turn}.xml`);
      writeFileSync(path, 'b'.repeat(500_000));
      const writer = spawn(process.execPath, [outfile, path], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(writer.stdout, 'data');
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      const text = readFileSync(path, 'utf8');
      expect([new Set(text).size, text.length]).toEqual([1, 500_000]);
    }
    expect(readdirSync(data).filter((name) => name.endsWith('.xml'))).toHaveLength(5);
  });
});
