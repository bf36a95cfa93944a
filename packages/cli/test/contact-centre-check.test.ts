import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-centre-check-'));
  file = join(folder, 'contact-centre.xml');
});
afterEach(() => rm(folder, { recursive: true }));

const check = async (body: string, ...more: readonly string[]) => {
  await writeFile(file, `<contact-centre>\n${body}\n</contact-centre>\n`);
  return caruso(['contact-centre', 'check', file, ...more]);
};
const queue = '<queue id="service" name="Service" channel="voice" answer-within="20s"/>';

describe('caruso contact-centre check', () => {
  it('says what is in a document that has no mistakes', async () => {
    const { code, out } = await check(`${queue}<agent id="ada" name="Ada"><serves queue="service"/></agent>`);
    expect(code).toBe(EXIT.ok);
    expect(out).toBe(`${file}: 1 queue, 1 agent, 0 numbers\n0 errors, 0 warnings`);
  });

  it('shows each mistake with its place and what was probably meant', async () => {
    const wrong = `${queue}\n<agent id="ada" name="Ada"><serves queue="servcie"/></agent>`;
    const { code, out } = await check(wrong);
    expect(code).toBe(EXIT.failed);
    expect(out).toContain(`${file}:3:43`);
    expect(out).toContain("did you mean 'service'?");
    expect(JSON.parse((await check(wrong, '--json')).out)).toMatchObject({
      errors: 1,
      diagnostics: [{ code: 'unknown-queue', line: 3, column: 43 }],
    });
  });

  it('knows the regions of public holidays', async () => {
    const calendar = '<calendar id="c" zone="Europe/Berlin"><holidays country="DE" state="QQ"/></calendar>';
    const { code, out } = await check(`${queue}\n${calendar}`);
    expect(code).toBe(EXIT.failed);
    expect(out).toContain('No public holidays are known for the state of DE "QQ"');
    expect(out).toContain(`${file}:3:39`);
  });

  it('warns of a predictive campaign that tells nobody who has called, where its rule asks for that', async () => {
    const campaign = (inside = '') => `${queue}
<campaign id="c" name="C" mode="predictive" queue="service" gateway="pbx" from="+4930999" country="DE">
<open days="monday" from="09:00" to="18:00"/>${inside}</campaign>`;
    const { code, out } = await check(campaign());
    expect(code).toBe(EXIT.ok);
    expect(out).toContain("warning no-drop-message: 'us-tsr' asks for telling who has called");
    expect(out).toContain('0 errors, 1 warning');
    const told = await check(campaign('<dropped language="en" say="This was Green Power, +49 30 999."/>'));
    expect(told.out).toContain('0 errors, 0 warnings');
  });

  it('warns of a queue that says callers are told of the recording, where nothing tells them', async () => {
    const announced = '<queue id="calls" name="Calls" channel="voice" answer-within="20s" recording="announced"/>';
    const { code, out } = await check(`${announced}\n<number called="+4930" queue="calls"/>`);
    expect(code).toBe(EXIT.ok);
    expect(out).toContain(`${file}:2:79`);
    expect(out).toContain('warning not-announced: +4930 leads to its agents, and nobody is told before');
    const told = await check(`${announced}\n<number called="+4930" script="hello" fallback="calls"/>`);
    expect(told.out).toContain('0 errors, 0 warnings');
  });

  it('says when there is no such file', async () => {
    const { code, err } = await caruso(['contact-centre', 'check', join(folder, 'none.xml')]);
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('cannot be read');
  });
});
