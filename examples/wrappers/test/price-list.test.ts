import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineAssembly, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MeteringSystem } from '../legacy/metering-system.js';
import { metering } from '../src/csv-drop/component.js';
import { Metering } from '../src/csv-drop/contract.js';

/** How long something may take on a busy machine before a test calls it missing. */
const PATIENCE = 20_000;

let home: string;
let legacy: MeteringSystem;
let running: RunningAssembly;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'prices-'));
  legacy = new MeteringSystem(join(home, 'out'), join(home, 'in'));
  const component = metering({ out: join(home, 'out'), in: join(home, 'in'), handedOver: join(home, 'handed-over') });
  running = await startAssembly(defineAssembly({ company: 'demo', components: [component] }), { log: silentLog });
});
afterEach(async () => {
  await running.stop();
  rmSync(home, { recursive: true, force: true });
});

const prices = (group?: string) => running.get(Metering).prices({ ...(group === undefined ? {} : { group }) });
async function all(group?: string) {
  const read = [];
  for await (const price of prices(group)) read.push(price);
  return read;
}
const articles = async (group?: string) => (await all(group)).map(({ article }) => article);

const HEAD = 'ARTIKEL;BEZEICHNUNG;GRUPPE;PREIS;GUELTIG_AB\r\n';
const ROW = 'Z-100;Wechsel;Strom;49,90;20260101\r\n';

describe('the price list', () => {
  it('comes row by row, in the words of the contract', async () => {
    legacy.writePrices('20261130');
    expect(await all()).toEqual([
      { article: 'Z-100', name: 'Zählerwechsel "Komfort"', group: 'Strom', price: '49.90', validFrom: '2026-01-01' },
      {
        article: 'Z-200',
        name: 'Zählerausbau; inkl. Plombe',
        group: 'Strom',
        price: '1049.90',
        validFrom: '2026-01-01',
      },
      { article: 'W-100', name: 'Wasserzähler\nmit Prüfung', group: 'Wasser', price: '15.00', validFrom: '2026-04-01' },
    ]);
  });

  it('can be asked for one group', async () => {
    legacy.writePrices('20261130');
    expect(await articles('Wasser')).toEqual(['W-100']);
  });

  it('is the newest, and of two of one night the later', async () => {
    legacy.writePrices('20261129', [['OLD', 'x', '', '1,00', '20260101']]);
    legacy.writePrices('20261130', [['FIRST', 'x', '', '1,00', '20260101']]);
    legacy.writePrices('20261130_2', [['SECOND', 'x', '', '1,00', '20260101']]);
    expect(await articles()).toEqual(['SECOND']);
  });

  it('of last night holds while that of tonight is being written', async () => {
    legacy.writePrices('20261129', [['OLD', 'x', '', '1,00', '20260101']]);
    legacy.write('PREISE_20261130.csv', HEAD + ROW);
    expect(await articles()).toEqual(['OLD']);
  });

  it('may be empty', async () => {
    legacy.writePrices('20261130', []);
    expect(await articles()).toEqual([]);
  });

  it('is NoPriceList where there is none, or none that is complete', async () => {
    await expect(articles()).rejects.toMatchObject({ name: 'NoPriceList', kind: 'unavailable' });
    legacy.write('PREISE_20261130.csv', '');
    await expect(articles()).rejects.toMatchObject({ name: 'NoPriceList', data: { folder: join(home, 'in') } });
  });

  it('gives the rows before a bad one, then BadRow with file and line', async () => {
    const long = 'A;"two\r\nlines";Strom;1,00;20260101\r\n';
    legacy.write('PREISE_20261130.csv', `${HEAD}${ROW}${long}B;x;Strom;1.00;20260101\r\nENDE;3\r\n`);
    const read: string[] = [];
    const reading = async () => {
      for await (const { article } of prices()) read.push(article);
    };
    await expect(reading()).rejects.toMatchObject({
      name: 'BadRow',
      data: { file: 'PREISE_20261130.csv', line: 5, problem: 'PREIS: must be an amount such as 1049,90' },
    });
    expect(read).toEqual(['Z-100', 'A']);
  });

  it.each([
    ['a cell too few', `${HEAD}Z-100;Wechsel;49,90;20260101\r\nENDE;1\r\n`, 2, 'expected 5 cells, found 4'],
    ['a quote that is never closed', `${HEAD}${ROW}Z;"x;Strom;1,00;20260101\r\nENDE;2\r\n`, 4, 'Quote Not Closed'],
    ['a row without end', `${HEAD}Z;"${'x'.repeat(20_000)}";Strom;1,00;20260101\r\nENDE;1\r\n`, 2, 'Max Record Size'],
    ['columns of another order', `ARTIKEL;GRUPPE\r\nENDE;0\r\n`, 1, 'expected the columns ARTIKEL,BEZEICHNUNG'],
  ])('with %s is BadRow', async (_, text, line, problem) => {
    legacy.write('PREISE_20261130.csv', text);
    await expect(articles()).rejects.toMatchObject({ data: { line, problem: expect.stringContaining(problem) } });
  });

  it('with fewer rows than its last line says is RowsMissing', async () => {
    legacy.write('PREISE_20261130.csv', `${HEAD}${ROW}ENDE;2\r\n`);
    await expect(articles()).rejects.toMatchObject({ name: 'RowsMissing', data: { announced: 2, found: 1 } });
  });

  it.skipIf(process.platform !== 'linux')('is closed when its reader stops in the middle', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [`A${index}`, 'x', '', '1,00', '20260101']);
    legacy.writePrices('20261130', rows);
    for await (const { article } of prices()) {
      expect(article).toBe('A0');
      expect(openFiles()).toContain(join(home, 'in', 'PREISE_20261130.csv'));
      break;
    }
    await vi.waitFor(() => expect(openFiles()).not.toContain(join(home, 'in', 'PREISE_20261130.csv')), PATIENCE);
  });
});

function openFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return []; // closed meanwhile, as that of the listing itself is
    }
  });
}
