import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

const SCRIPT = `<script id="hi" version="1" lang="en" languages="en de">
  <info id="hello"><text>Hello.</text><text lang="de">Hallo.</text></info>
  <end id="bye" outcome="done"><text>Bye.</text></end>
</script>
`;

describe('caruso script translate', () => {
  let folder: string;
  let script: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-translate-'));
    script = join(folder, 'hi.xml');
    await writeFile(script, SCRIPT);
  });
  afterAll(() => rm(folder, { recursive: true }));
  const translate = (...args: string[]) => caruso(['script', 'translate', ...args]);

  it('goes to a translator and back, and the check tells later what is outdated', async () => {
    const xliff = join(folder, 'hi.de.xlf');
    const { out } = await translate('extract', script, '--to', 'de');
    expect(out).toBe(`${xliff}: 2 wordings, 1 without a translation, 0 with an outdated one`);
    const text = await readFile(xliff, 'utf8');
    await writeFile(xliff, text.replace('<target state="new"></target>', '<target>Tschüs.</target>'));
    expect((await translate('merge', script, xliff)).out).toBe(
      `${script}: 1 added, 1 changed, 0 as before; 0 still to be translated`,
    );
    const merged = await readFile(script, 'utf8');
    expect(merged).toContain('<text>Bye.</text><text lang="de" of="');
    expect((await caruso(['script', 'check', script])).out).toBe('0 errors, 0 warnings');
    await writeFile(script, merged.replace('Bye.', 'Goodbye.'));
    expect((await caruso(['script', 'check', script])).out).toContain(
      'warning outdated-translation: The wording has changed',
    );
    expect(JSON.parse((await translate('extract', script, '--to', 'de', '--json')).out)).toMatchObject({ outdated: 1 });
  });

  it('refuses a language of which the script does not know, and a file that is no XLIFF', async () => {
    expect((await translate('extract', script, '--to', 'fr')).err).toContain(
      'is not translated into "fr", only into de',
    );
    const before = await readFile(script, 'utf8');
    const { code, out } = await translate('merge', script, script);
    expect(code).toBe(EXIT.failed);
    expect(out).toContain('error wrong-root: The root is <script>, <xliff> is expected');
    expect(await readFile(script, 'utf8')).toBe(before);
  });
});
