import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContactCentreErrors } from '../../../errors.js';
import type { BrokenLine } from './read-csv.js';
import { readCsvList } from './read-csv-list.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-csv-'));
  file = join(folder, 'list.csv');
});
afterEach(() => rmSync(folder, { recursive: true }));

const columns = { id: 'id', numbers: ['phone'] };

async function read(text?: string) {
  if (text !== undefined) writeFileSync(file, text);
  const broken: BrokenLine[] = [];
  const rows: string[] = [];
  for await (const { id, numbers } of readCsvList(file, columns, (line) => broken.push(line)))
    rows.push([id, ...numbers].join(' '));
  return { rows, broken };
}

describe('a list as a CSV file', () => {
  it('tells a broken line and reads the next one', async () => {
    const { rows, broken } = await read(
      `\uFEFFid;phone\r\n1;030 1\r\n2;030 2;more\n\n;030 3\n4;"030 4\n5;030 5\n6;"030"6"\n7;"030\n7"\n8;${'0'.repeat(101)}\n9;"030 9"`,
    );
    expect(rows).toEqual(['1 030 1', '5 030 5', '7 030\n7', '9 030 9']);
    expect(broken).toEqual([
      { line: 3, problem: 'it has 3 cells, the heading has 2' },
      { line: 5, problem: 'its column id is empty' },
      { line: 6, problem: expect.stringMatching(/quote/i) },
      { line: 8, problem: expect.stringMatching(/quote/i) },
      { line: 11, problem: 'a cell has more than 100 characters' },
    ]);
  });

  it('loses one line by a quote that nothing closes, wherever it stands', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => (index === 3 ? `${index};"030` : `${index};030 ${index}`));
    const { rows, broken } = await read(`id;phone\n${lines.join('\n')}\n`);
    expect(rows).toHaveLength(49);
    expect(broken).toEqual([{ line: 5, problem: 'its quote is not closed' }]);
    expect((await read('id;phone\n1;"030\n2;030 2')).rows).toEqual(['2 030 2']);
  });

  it('is refused without its columns, without a line, and without being there', async () => {
    await expect(read('key;phone\n1;2\n')).rejects.toThrow('it has no column id; its columns are key, phone');
    await expect(read('')).rejects.toThrow('it is empty');
    rmSync(file);
    await expect(read()).rejects.toSatisfy(ContactCentreErrors.UnreadableList.is);
  });

  it('has nobody who agreed by a word that is neither yes nor no, and tells of it', async () => {
    writeFileSync(file, 'id;phone;agreed\n1;030 1;Ja\n2;030 2;nein\n3;030 3;FALSCH\n4;030 4;\n5;030 5;refused\n');
    const broken: BrokenLine[] = [];
    const agreed: [id: string, consent: boolean | undefined][] = [];
    for await (const row of readCsvList(file, { ...columns, consent: 'agreed' }, (line) => broken.push(line)))
      agreed.push([row.id, row.consent]);
    expect(agreed).toEqual([
      ['1', true],
      ['2', false],
      ['3', false],
      ['4', undefined],
      ['5', false],
    ]);
    expect(broken).toEqual([
      { line: 4, problem: 'its column agreed says "FALSCH", neither yes nor no; it counts as no' },
      { line: 6, problem: 'its column agreed says "refused", neither yes nor no; it counts as no' },
    ]);
  });

  it('may have 100,000 lines, broken ones too, and one that never ends, and takes little memory', async () => {
    const output = await open(file, 'w');
    await output.write('id;phone\n');
    for (let part = 0; part < 100; part++) {
      const lines = Array.from({ length: 1_000 }, (_, index) => {
        const id = part * 1_000 + index;
        return id % 1_000 === 7 ? `${id};"030;${id}` : `${id};030 ${1_000_000 + id}`;
      });
      await output.write(`${lines.join('\n')}\n`);
    }
    const endless = 'x'.repeat(1_000_000);
    for (let part = 0; part < 40; part++) await output.write(endless);
    await output.write('\nlast;030 1\n');
    await output.close();
    let rows = 0;
    let broken = 0;
    let last = '';
    let most = 0;
    const before = process.memoryUsage.rss();
    for await (const { id } of readCsvList(file, columns, () => broken++)) {
      rows++;
      last = id;
      if (rows % 5_000 === 0) most = Math.max(most, process.memoryUsage.rss() - before);
    }
    expect({ rows, broken, last }).toEqual({ rows: 99_901, broken: 101, last: 'last' });
    expect(most).toBeLessThan(150_000_000);
  });
});
