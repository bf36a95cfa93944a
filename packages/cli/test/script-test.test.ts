import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

const SCRIPT = `<script id="ask" version="1" lang="en">
  <question id="sure" type="yesno"><text>Sure?</text><go when="answers.sure" to="good"/></question>
  <end id="bad" outcome="bad"><text>No.</text></end>
  <end id="good" outcome="good"><text>Yes.</text></end>
</script>`;

describe('caruso script test', () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-script-test-'));
    await mkdir(path('tests'));
    await mkdir(path('empty'));
    await writeFile(path('ask.xml'), SCRIPT);
    const tests = (answer: string) =>
      `<tests script="../ask.xml">\n<test name="says ${answer}"><answer to="sure">${answer}</answer><end outcome="good"/></test>\n</tests>`;
    await writeFile(path('tests/right.xml'), tests('yes'));
    await writeFile(path('tests/wrong.xml'), tests('no'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('says which tests pass and what was never used', async () => {
    const { code, out } = await caruso(['script', 'test', path('tests/right.xml')]);
    expect(code).toBe(EXIT.ok);
    expect(out.split('\n')).toEqual([
      path('ask.xml'),
      `  ✓ says yes  (${path('tests/right.xml')}:2)`,
      '  1 of 1 tests passed',
      '  used: questions 1/1, ways 1/1, ends 1/2',
      `  never used: ${path('ask.xml')}:3:3 end bad`,
    ]);
  });

  it('takes a folder, shows where a test fails, and fails then', async () => {
    const { code, out } = await caruso(['script', 'test', path('tests')]);
    expect(code).toBe(EXIT.failed);
    expect(out).toContain(`wrong.xml:2:65: error wrong-end: The outcome is 'bad', expected was 'good'\n`);
    expect(out).toContain('1 of 2 tests passed\n  used: questions 1/1, ways 1/1, ends 2/2');
  });

  it('goes all paths of a script, with or without tests, up to a bound', async () => {
    const all = await caruso(['script', 'test', '--all-paths', '--json', path('ask.xml')]);
    const [report] = JSON.parse(all.out).scripts;
    expect(all.code).toBe(EXIT.ok);
    expect(report.paths[0]).toMatchObject({ channel: 'agent', ended: 2, bounded: false, problems: [] });
    expect(report.coverage.every(({ used }: { used: number }) => used > 0)).toBe(true);
    const cut = await caruso(['script', 'test', '--all-paths', '--bound', '1', path('ask.xml')]);
    expect(cut.out).toContain('all paths on agent: 0 ends, 1 steps, cut off at the bound');
    expect((await caruso(['script', 'test', '--bound', '0', path('ask.xml')])).code).toBe(EXIT.usage);
  });

  it('says where it looked when there are no tests', async () => {
    const { code, err } = await caruso(['script', 'test', path('empty')]);
    expect([code, err]).toEqual([
      EXIT.failed,
      expect.stringContaining(`There are no tests of scripts in ${path('empty')}.`),
    ]);
    expect((await caruso(['script', 'test', path('nothing.xml')])).err).toContain('nothing.xml cannot be read');
  });
});
