import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

describe('caruso script diff', () => {
  let folder: string;
  let [old, now] = ['', ''];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-diff-'));
    [old, now] = [join(folder, 'old.xml'), join(folder, 'new.xml')];
    const script = (inside: string) => `<script id="a" version="1" lang="en">\n${inside}</script>`;
    await writeFile(old, script('<info id="x"><text>So</text></info><end id="z" outcome="ok"/>'));
    await writeFile(now, script('<!-- why -->\n<info id="x"><text>No</text></info><info id="y"/>'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('says what is different, with the places in both versions', async () => {
    expect(await caruso(['script', 'diff', old, now])).toEqual({
      code: EXIT.ok,
      out: [
        `${now}:3:14, was ${old}:2:14: The text (en) of information 'x' says "No" now; it said "So".`,
        `${now}:3:36: Information 'y' is new.`,
        `${old}:2:36: End 'z' is gone.`,
        '3 differences',
      ].join('\n'),
      err: '',
    });
    expect((await caruso(['script', 'diff', old, old])).out).toBe('0 differences');
  });

  it('lets the check warn of an id that is new and does not say what it was', async () => {
    const renamed = join(folder, 'renamed.xml');
    const text = '<info id="hello"><text>So</text></info><end id="z" outcome="ok"><text>Bye.</text></end>';
    await writeFile(renamed, `<script id="a" version="2" lang="en">\n${text}</script>`);
    const check = (...more: string[]) => caruso(['script', 'check', renamed, ...more]);
    expect((await check()).out).not.toContain('id-changed-without-was');
    const { code, out } = await check('--before', old);
    expect(code).toBe(EXIT.ok);
    expect(out).toContain(`${renamed}:2:11: warning id-changed-without-was: 'hello' is all that 'x' was`);
    expect(out).toContain('(was="x" keeps its answers and dialogs)');
    expect((await check('--before', join(folder, 'none.xml'))).err).toContain('none.xml');
  });

  it('prints the differences as data', async () => {
    const { changes } = JSON.parse((await caruso(['script', 'diff', old, now, '--json'])).out);
    expect(changes[1]).toEqual({
      kind: 'added',
      element: 'info',
      item: 'y',
      sentence: "Information 'y' is new.",
      new: { file: now, line: 3, column: 36 },
    });
  });
});
