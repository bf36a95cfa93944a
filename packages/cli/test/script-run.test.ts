import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

const SCRIPT = `<script id="keys" version="1" lang="en" languages="en de" title="Lost keys" on="agent">
  <title lang="de">Verlorene Schlüssel</title>
  <question id="lost" type="choice">
    <text>What has been lost?</text><text lang="de">Was ist weg?</text>
    <option value="key">The key<text lang="de">Der Schlüssel</text></option>
    <option value="1">One of both<text lang="de">Eins von beiden</text></option>
    <option value="box">The letterbox<text lang="de">Der Briefkasten</text></option>
  </question>
  <question id="with" type="choices">
    <text>What was with it?</text><text lang="de">Was war dabei?</text>
    <option value="tag">A tag<text lang="de">Ein Schild</text></option>
    <option value="ring">A ring<text lang="de">Ein Ring</text></option>
  </question>
  <question id="sure" type="yesno"><text>Sure?</text><text lang="de">Sicher?</text></question>
  <end id="done" outcome="ordered">
    <text>{answers.lost}, {answers.with}, {answers.sure}</text><text lang="de">Fertig: {answers.lost}</text>
  </end>
</script>`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-run-'));
  await writeFile(join(folder, 'keys.xml'), SCRIPT);
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the script as if `typed` were typed, a line each. */
const run = (typed: readonly string[], ...options: readonly string[]) =>
  caruso(['script', 'run', join(folder, 'keys.xml'), ...options], typed);

describe('caruso script run', () => {
  it('takes choices by number or by code, and says what can be typed', async () => {
    const { code, out } = await run(['3', '2, tag', 'yes']);
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('  3. box: The letterbox');
    expect(out).toContain('[a choice by its number or its code; or /cancel]');
    expect(out).toContain('[yes or no; or /back /trail /correct N /cancel]');
    expect(out).toContain('box, tag and ring, yes');
    expect((await run(['box', '1', 'no'])).out).toContain('box, tag, no');
  });

  it('takes a code that looks like a number for the code', async () => {
    expect((await run(['1', 'ring', 'no'])).out).toContain('1, ring, no');
  });

  it('takes the path of a file, on every channel that has files', async () => {
    const script = join(folder, 'photo.xml');
    await writeFile(
      script,
      `<script id="wall" version="1" lang="en" on="agent web chat">
  <question id="photo" type="file" accept="image/png" maxsize="1kB"><text>A photo?</text></question>
  <end id="done" outcome="taken"><text>{answers.photo.name}, {answers.photo.mediaType}</text></end>
</script>`,
    );
    const [photo, other] = [join(folder, 'wall.png'), join(folder, 'other.png')];
    await writeFile(photo, Buffer.from('89504e470d0a1a0a', 'hex'));
    await writeFile(other, 'no picture');
    const typed = [join(folder, 'absent.png'), other, photo];
    const { code, out, err } = await caruso(['script', 'run', script], typed);
    expect([code, err]).toEqual([EXIT.ok, '']);
    expect(out).toContain('[the path of a file, PNG, at most 1 kB; or /cancel]');
    expect(out).toContain('absent.png cannot be read: ENOENT');
    expect(out).toContain('! Please choose a file of one of these types: PNG.');
    expect(out).toContain('wall.png, image/png');
    const chat = await caruso(['script', 'run', script, '--channel', 'chat'], ['hello', `/file ${photo}`]);
    expect(chat.out).toContain('[/file PATH, a message, or /cancel]');
    expect(chat.out).toContain('Please choose a file.');
    expect(chat.out).toContain('wall.png, image/png');
  });

  it('refuses a number that is not in the list', async () => {
    expect((await run(['4', 'key', 'tag', 'no'])).out).toMatch(/^! [\s\S]*key, tag, no/m);
  });

  it('corrects an earlier answer, and takes what came after it again as far as it holds', async () => {
    const { code, out } = await run(['key', 'ring', '/trail', '/correct 1', 'box', '/correct lost', 'key', 'yes']);
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('1. What has been lost? The key\n2. What was with it? A ring');
    expect(out.match(/What has been lost\?\n/g)).toHaveLength(3);
    expect(out.match(/What was with it\?\n/g)).toHaveLength(1);
    expect(out).toContain('key, ring, yes');
  });

  it('says which answers there are when it is not said which is to be corrected', async () => {
    const { out } = await run(['key', '/correct', '/correct 7', '/correct sure', 'ring', 'yes']);
    expect(
      out.match(/Say which answer is to be corrected, such as \/correct 1:\n1\. What has been lost\? The key/g),
    ).toHaveLength(3);
    expect((await run(['/correct 1', 'key', 'ring', 'no'])).out).toContain('This is the first step.');
  });

  it('says that the input has ended before the dialog', async () => {
    const { code, err } = await run(['key']);
    expect(code).toBe(EXIT.failed);
    expect(err).toBe('The input ended; the dialog was given up.');
    expect((await run(['/cancel'])).err).toBe('');
  });

  it('refuses a language that the script does not have, and names those it has', async () => {
    expect((await run(['key', 'ring', 'ja'], '--language', 'de')).out).toContain('Fertig: key');
    const { code, err } = await run([], '--language', 'fr');
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('"keys" is not written in the language "fr", only in en, de.');
  });
});

describe('caruso script run --channel', () => {
  const lines = async (typed: readonly string[], ...options: string[]) => {
    const text = SCRIPT.replace('on="agent"', 'on="ivr chat"').replace('key">', 'key" key="5">');
    await writeFile(join(folder, 'call.xml'), text);
    return caruso(['script', 'run', join(folder, 'call.xml'), ...options], typed);
  };

  it('ivr speaks, takes keys and the word silence', async () => {
    const { code, out } = await lines(['silence', '5', '12#', '1'], '--channel', 'ivr');
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('(( For The key, press 5.\n(( For One of both, press 1.');
    expect(out).toContain('[1 key; 5 1 2 at once; or "silence", /cancel hangs up]');
    expect(out).toContain('(( I did not get an answer.\n(( What has been lost?');
    expect(out).toContain('[1 to 9 keys, then #; * at once; or "silence", /cancel hangs up]');
    expect(out).toMatch(/\(\( key, tag and ring, yes\n= ordered$/);
  });

  it('ivr hangs up when the tries are used up', async () => {
    const { out, code } = await lines(['9', 'silence', 'x'.repeat(100_000)], '--channel', 'ivr');
    expect(out).toContain('(( I could not get an answer.');
    expect(code).toBe(EXIT.failed);
  });

  it('chat shows messages and reads words', async () => {
    const { code, out } = await lines(['agent', 'the letterbox', '1 and 2', 'no'], '--channel', 'chat');
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('I cannot hand over to a colleague here.\n[a message, or /cancel]');
    expect(out).toMatch(/box, tag and ring, no\n= ordered$/);
  });
});

describe('caruso --version', () => {
  it('prints the version of the package', async () => {
    expect(await caruso(['--version'])).toEqual({ code: EXIT.ok, out: packageJson.version, err: '' });
  });

  it('leads through the scripts beside it that it calls, and the check knows them', async () => {
    const end = '<end id="done" outcome="ok"><text>Bye.</text></end>';
    const inner = `<script id="inner" version="1" lang="en"><question id="name" type="text"><text>Who?</text></question>${end}</script>`;
    const outer = `<script id="outer" version="1" lang="en"><call id="ask" script="inner" into="asked"/><info id="i"><text>Hello {asked.answers.name}</text></info>${end}</script>`;
    const called = join(folder, 'called');
    await mkdir(called);
    await writeFile(join(called, 'inner.xml'), inner);
    await writeFile(join(called, 'outer.xml'), outer);
    await writeFile(join(called, 'model.xml'), '<objects/>');
    const ran = await caruso(['script', 'run', join(called, 'outer.xml')], ['Ada', '']);
    expect(ran.out).toContain('Hello Ada');
    expect((await caruso(['script', 'check', join(called, 'outer.xml')])).code).toBe(EXIT.ok);
    await writeFile(join(called, 'outer.xml'), outer.replace('script="inner"', 'script="iner"'));
    const checked = await caruso(['script', 'check', join(called, 'outer.xml')]);
    expect(checked.out + checked.err).toContain("No script is called 'iner' (did you mean 'inner'?)");
  });
});
