import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportObjects, type ImportOptions, importCsv, ObjectErrors } from '../src/index.js';
import { agent, startGuarded } from './permissions/company.js';

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}

describe('exchange of objects with files', () => {
  let started: Awaited<ReturnType<typeof startGuarded>>;
  beforeEach(async () => {
    started = await startGuarded(
      '<grant role="agent" object="Customer" may="create change" where="team == \'north\'" hide="iban" fields="number name team iban phone orders"/>',
    );
    for (const [number, name] of [
      ['1', 'Kim'],
      ['2', 'Lou'],
    ])
      await started.objects.create({ object: 'Customer', values: { number, name, team: 'north', phone: '+43158801' } });
  });
  afterEach(() => started?.running.stop());

  const run = (text: string, options: Partial<ImportOptions> = {}, call = {}) =>
    importCsv(started.objects, bytesOf(text), { object: 'Customer', ...options }, call);
  const exported = async (options = {}, call = {}) => {
    let text = '';
    for await (const part of exportObjects(started.objects, { object: 'Customer', format: 'csv', ...options }, call))
      text += part;
    return text.replace('\uFEFF', '');
  };

  const FILE =
    'Number;Name;Telefon;Colour\n1;Kim K.;;red\n2;Lou;;\n3;Max;12345678;blue\n4;;;\n1;Kim;;\n5;Zoe;not a number;\n';
  const columns = { Telefon: 'phone' };

  it('says first what would happen to which line, and writes nothing', async () => {
    const report = await run(FILE, { columns, dryRun: true });
    expect(report).toEqual({
      ...{ rows: 6, created: 1, changed: 1, unchanged: 1, refused: 3 },
      refusals: [
        { line: 5, column: 'Name', reason: 'is required' },
        { line: 6, reason: 'is about the same object as line 2' },
        { line: 7, column: 'Telefon', reason: 'must be a telephone number such as +43 1 58801' },
      ],
      changes: [{ line: 2, key: '1', changes: { name: { from: 'Kim', to: 'Kim K.' } } }],
      columns: { Number: 'number', Name: 'name', Telefon: 'phone' },
      ignored: ['Colour'],
    });
    expect(await exported({ members: ['number', 'name'] })).toBe('number,name\r\n1,Kim\r\n2,Lou\r\n');
  });

  it('then does just that, and a second time nothing more', async () => {
    const dry = await run(FILE, { columns, dryRun: true });
    const report = await run(FILE, { columns });
    expect({ ...report, refusals: report.refusals.length }).toEqual({ ...dry, refusals: 3 });
    expect(await exported({ members: ['number', 'name'] })).toBe('number,name\r\n1,Kim K.\r\n2,Lou\r\n3,Max\r\n');
    expect(await run(FILE, { columns })).toMatchObject({ created: 0, changed: 0, unchanged: 3, refused: 3 });
  });

  it('keeps what an empty cell says nothing of, unless empty cells are to clear it', async () => {
    expect(await run('number,team\n1,\n')).toMatchObject({ unchanged: 1 });
    expect(await run('number,team\n1,\n', { empty: 'clear' })).toMatchObject({ changed: 1 });
  });

  it('matches by other attributes, and refuses a row that fits several objects or none can tell', async () => {
    const report = await run('name,phone,team\nKim,+43158802,\nLou,,south\n', { match: ['name'] });
    expect(report).toMatchObject({ changed: 2 });
    const shared = await run('phone,team\n+43158801,x\n,y\n', { match: ['phone'] });
    expect(shared).toMatchObject({
      refused: 1,
      refusals: [{ line: 3, reason: 'has no phone, by which it is matched' }],
    });
    await started.objects.create({ object: 'Customer', values: { number: '7', name: 'Lou' } });
    const unclear = await run('name,team\nLou,x\n', { match: ['name'] });
    expect(unclear.refusals).toEqual([{ line: 2, reason: 'fits 2 objects: 2, 7' }]);
  });

  it('goes on behind a line, and tells how far it came', async () => {
    const lines = Array.from({ length: 450 }, (_, index) => `${1000 + index},Name ${index}`);
    const seen: number[] = [];
    const text = ['number,name', ...lines].join('\n');
    await run(text, { onProgress: (_, line) => void seen.push(line) });
    expect(seen).toEqual([201, 401, 451]);
    expect(await run(text, { after: 401 })).toMatchObject({ rows: 50, unchanged: 50 });
  });

  it('imports what it exports, formulas of spreadsheets included, and changes nothing', async () => {
    const name = '=HYPERLINK("http://x","a;b\n")';
    await started.objects.create({ object: 'Customer', values: { number: '8', name } });
    const text = await exported();
    expect(text).toContain(`"'=HYPERLINK(""http://x""`);
    expect(await run(text, { empty: 'clear' })).toMatchObject({ rows: 3, unchanged: 3 });
    const lines = (await exported({ format: 'jsonl', members: ['number', 'name'] })).trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ number: '8', name });
  });

  it('keeps to what the actor may see and write', async () => {
    await started.objects.create({
      object: 'Customer',
      values: { number: '9', name: 'Far', team: 'south', iban: 'DE9' },
    });
    expect(await exported({}, agent('a'))).toBe(
      "number,name,team,phone\r\n1,Kim,north,'+43158801\r\n2,Lou,north,'+43158801\r\n",
    );
    await expect(exported({ members: ['iban'] }, agent('a'))).rejects.toThrow(ObjectErrors.UnknownAttribute);
    const file = 'number,name,team\n10,New,north\n11,New,south\n1,Kim,south\n';
    for (const dryRun of [true, false]) {
      const report = await run(file, { dryRun }, agent('a'));
      expect(report).toMatchObject({ created: 1, changed: 0, refused: 2 });
      expect(
        report.refusals.map(({ line, reason }) => [line, /may not (create|change) this Customer/.test(reason)]),
      ).toEqual([
        [3, true],
        [4, true],
      ]);
    }
    expect((await run('iban\nx\n', { match: [] }, agent('a')).catch((thrown) => thrown)).message).toContain('"iban"');
  });

  it.each([
    ['an empty file', '', {}, 'it is empty; the first record must hold the headings'],
    ['no heading that is known', 'a,b\n1,2\n', {}, 'none of "a", "b" is an attribute of "Customer"'],
    ['two columns for one attribute', 'name,Name\n1,2\n', {}, '"name" and "Name" are both for "name"'],
    ['a column that is not there', 'number\n1\n', { columns: { Nme: 'name' } }, 'there is no column "Nme"'],
    [
      'an attribute that is not there',
      'number,N\n1,2\n',
      { columns: { N: 'nam' } },
      'has no attribute "nam" (did you mean \'name\'?)',
    ],
    [
      'no column for the key',
      'name\nx\n',
      {},
      'rows are matched by number, for which there is no column; say by what else',
    ],
    ['no such object', 'name\nx\n', { object: 'Custmer' }, 'no object type "Custmer"'],
  ])('refuses %s', async (_, text, options, message) => {
    await expect(run(text, options)).rejects.toThrow(message);
  });

  it('names the cell that is missing or of another type', async () => {
    const file = 'number,open,margin\na,true,1.5\nb,maybe,x\nc\n';
    const { refusals } = await run(file, { object: 'Order', dryRun: true });
    expect(refusals).toEqual([
      { line: 3, column: 'open', reason: '"maybe" is no boolean' },
      { line: 3, column: 'margin', reason: '"x" is no decimal' },
      { line: 4, column: 'open', reason: 'is missing: the row has 1 cells only' },
      { line: 4, column: 'margin', reason: 'is missing: the row has 1 cells only' },
    ]);
  });
});
