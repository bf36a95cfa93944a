import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

const FORM = `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
  <h:head><h:title>Household</h:title><model>
    <instance><data id="household" version="3"><age/><job/><photo/></data></instance>
    <bind nodeset="/data/age" type="int" constraint=". &lt; 130"/>
    <bind nodeset="/data/job" relevant="/data/age &gt;= 18 and regex(/data/age, '1')"/>
  </model></h:head>
  <h:body>
    <input ref="/data/age"><label>How old are you?</label></input>
    <input ref="/data/job"><label>What do you do?</label></input>
    <upload ref="/data/photo" mediatype="image/*"/>
  </h:body>
</h:html>`;

let folder: string;
let form: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-import-'));
  form = join(folder, 'household.xml');
  await writeFile(form, FORM);
});
afterAll(() => rm(folder, { recursive: true }));

describe('caruso script import xform', () => {
  it('writes a script that runs, and says at which place of the form what was left out', async () => {
    const out = join(folder, 'script.xml');
    const printed = await caruso(['script', 'import', 'xform', form, '--out', out]);
    expect(printed.code).toBe(EXIT.ok);
    expect(printed.out).toBe(`${out}: 2 values of the form, 2 warnings`);
    expect(printed.err).toContain(
      'household.xml:5:64: warning not-translated: regex() has no counterpart (it is always asked)',
    );
    expect(printed.err).toContain('household.xml:10:5: warning not-imported: Uploads are not imported');
    expect((await caruso(['script', 'check', out])).code).toBe(EXIT.ok);
    const run = await caruso(['script', 'run', out], ['200', '20', 'baker', '']);
    expect(run.out).toContain('How old are you?');
    expect(run.out).toContain('This answer cannot be accepted.');
  });

  it('prints the script when it is told no file, and all of it as JSON', async () => {
    expect((await caruso(['script', 'import', 'xform', form, '--language', 'de'])).out).toMatch(
      /<script id="household" version="3" lang="de"/,
    );
    const { names, diagnostics } = JSON.parse((await caruso(['script', 'import', 'xform', form, '--json'])).out);
    expect([names, diagnostics.length]).toEqual([{ '/data/age': 'answers.age', '/data/job': 'answers.job' }, 2]);
  });

  it('refuses what is no form, and writes nothing', async () => {
    const other = join(folder, 'other.xml');
    await writeFile(other, '<html><body/></html>');
    const { code, out, err } = await caruso(['script', 'import', 'xform', other, '--out', join(folder, 'none.xml')]);
    expect([code, out + err]).toEqual([EXIT.failed, expect.stringContaining('error no-form: This is no XForm')]);
    await expect(readFile(join(folder, 'none.xml'))).rejects.toThrow();
  });
});
