import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

const UNTIDY = "<script id='a' version='1' lang='en'><!-- short -->\n<end id='b' outcome='ok'/>\n</script>";
const TIDY = '<script id="a" version="1" lang="en"> <!-- short -->\n  <end id="b" outcome="ok"/>\n</script>\n';

describe('caruso script format', () => {
  let folder: string;
  let [untidy, tidy, broken] = ['', '', ''];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-format-'));
    [untidy, tidy, broken] = ['untidy.xml', 'tidy.xml', 'broken.xml'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(untidy, UNTIDY);
    await writeFile(tidy, TIDY);
    await writeFile(broken, '<script id="a">\n  <end>\n</script>');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes files in the one layout, and says which it changed', async () => {
    expect(await caruso(['script', 'format', untidy, tidy])).toEqual({
      code: EXIT.ok,
      out: `${untidy} formatted\n2 files, 1 changed`,
      err: '',
    });
    expect(await readFile(untidy, 'utf8')).toBe(TIDY);
    expect((await caruso(['script', 'format', untidy, tidy])).out).toBe('2 files, 0 changed');
  });

  it('changes nothing with --check, and fails when it would', async () => {
    const { code, out } = await caruso(['script', 'format', '--check', untidy, tidy]);
    expect([code, out]).toEqual([EXIT.failed, `${untidy} has another layout\n2 files, 1 would change`]);
    expect(await readFile(untidy, 'utf8')).toBe(UNTIDY);
    expect((await caruso(['script', 'format', '--check', tidy])).code).toBe(EXIT.ok);
    expect(JSON.parse((await caruso(['script', 'format', '--check', '--json', untidy])).out)).toEqual({
      files: 1,
      unformatted: [untidy],
      errors: 0,
      diagnostics: [],
    });
  });

  it('leaves a file that is not well-formed as it is, and names the place', async () => {
    const { code, out } = await caruso(['script', 'format', broken, untidy]);
    expect(code).toBe(EXIT.failed);
    expect(out).toContain(`${broken}:3:1: error not-well-formed: <end> from 2:3 is not closed here`);
    expect(await readFile(broken, 'utf8')).toContain('  <end>\n');
    expect(await readFile(untidy, 'utf8')).toBe(TIDY);
  });
});
