import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@caruso/core';
import { defineAssembly, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MeteringSystem } from '../legacy/metering-system.js';
import { metering } from '../src/csv-drop/component.js';
import { Metering } from '../src/csv-drop/contract.js';
import { MeteringErrors } from '../src/csv-drop/errors.js';
import { toOrderId } from '../src/csv-drop/legacy-files.js';

const uuid = '00000000-0000-4000-8000-000000000000';
/** How long something may take on a busy machine before a test calls it missing. */
const PATIENCE = 20_000;

let home: string;
let legacy: MeteringSystem;
let clock: VirtualClock;
let running: RunningAssembly;
let timersAtRest: number;

const folder = (name: 'out' | 'in' | 'handed-over') => join(home, name);
const files = (name: 'out' | 'in' | 'handed-over') => readdirSync(folder(name)).sort();
const start = () =>
  startAssembly(
    defineAssembly({
      company: 'demo',
      components: [metering({ out: folder('out'), in: folder('in'), handedOver: folder('handed-over') })],
    }),
    { log: silentLog, clock },
  );
const service = () => running.get(Metering);

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'metering-'));
  legacy = new MeteringSystem(folder('out'), folder('in')).open();
  clock = new VirtualClock(Date.now());
  running = await start();
  timersAtRest = clock.pending;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await running.stop();
  legacy.close();
  rmSync(home, { recursive: true, force: true });
});

const wanted = {
  meter: 'E4711',
  customer: '4711',
  on: '2026-12-01',
  work: 'exchange',
  idempotencyKey: 'dialog-1/meter',
} as const;
const done = { order: 'M1', on: '2026-12-01', price: '49.90' };
const id = toOrderId(wanted.idempotencyKey);
const orderFile = `AUF_${id}.csv`;
const receiptFile = `QUI_${id}.csv`;

/** Resolves when a call waits for its receipt: besides the clock of its time-out it has set that of its patience. */
const waitsForReceipt = () => vi.waitFor(() => expect(clock.pending).toBe(timersAtRest + 2), PATIENCE);

describe('an order', () => {
  it('goes out as a file and comes back as a receipt', async () => {
    expect(await service().order(wanted)).toEqual(done);
    expect(legacy.orders).toEqual([
      { AUFTRAG_ID: id, ZAEHLER: 'E4711', KD_NR: '4711', ART: 'ZW', TERMIN: '20261201', BEM: '' },
    ]);
    expect(files('out')).toEqual([]);
  });

  it('carries umlauts, semicolons, quotes and line breaks, in the charset of the system', async () => {
    legacy.close(); // so that the file can be looked at
    const call = service().order({ ...wanted, remark: 'Hängt; 2. Tür\n"links"' });
    await waitsForReceipt();
    const row = `${id};E4711;4711;ZW;20261201;"Hängt; 2. Tür\n""links"""\r\n`;
    expect(readFileSync(join(folder('out'), orderFile), 'latin1')).toBe(
      `AUFTRAG_ID;ZAEHLER;KD_NR;ART;TERMIN;BEM\r\n${row}ENDE;1\r\n`,
    );
    legacy.open();
    await call;
  });

  it('is handed over once however often the same key comes, also twice at once', async () => {
    expect(await Promise.all([service().order(wanted), service().order(wanted)])).toEqual([done, done]);
    expect(await service().order(wanted)).toEqual(done);
    expect(legacy.orders).toHaveLength(1);
  });

  it('is refused as KeyReused when the key has ordered something else', async () => {
    await service().order(wanted);
    const other = service().order({ ...wanted, work: 'removal' });
    await expect(other).rejects.toMatchObject({ name: 'KeyReused', kind: 'conflict' });
    expect(legacy.orders).toHaveLength(1);
  });

  it('is refused as NotInCharset, before anything is written, when a character would be lost', async () => {
    const remark = 'kostet 5 €';
    await expect(service().order({ ...wanted, remark })).rejects.toMatchObject({
      name: 'NotInCharset',
      kind: 'invalid',
      data: { character: '€', text: remark },
    });
    expect(files('handed-over')).toEqual([]);
  });

  it('is refused by its contract when a remark has control characters, which no row should carry', async () => {
    await expect(service().order({ ...wanted, remark: 'a\u0000b' })).rejects.toThrow('without control characters');
  });

  it('is refused by the system as UnknownMeter, DayNotPossible, or UnknownRefusal when the code is new', async () => {
    const meter = { ...wanted, meter: 'X1', idempotencyKey: 'a' };
    await expect(service().order(meter)).rejects.toSatisfy(MeteringErrors.UnknownMeter.is);
    const christmas = { ...wanted, on: '2026-12-25', idempotencyKey: 'b' };
    await expect(service().order(christmas)).rejects.toSatisfy(MeteringErrors.DayNotPossible.is);
    legacy.instead = (order) =>
      legacy.write(`QUI_${order.AUFTRAG_ID}.csv`, legacy.receiptOf({ ...order, ZAEHLER: 'X1' }).replace('Z1', 'Q9'));
    await expect(service().order(wanted)).rejects.toMatchObject({ name: 'UnknownRefusal', data: { code: 'Q9' } });
  });
});

describe('a receipt', () => {
  it('that never comes is NoReceipt; one that comes later is found by a repeated call', async () => {
    let order: Readonly<Record<string, string>> = {};
    legacy.instead = (taken) => {
      order = taken;
    };
    const call = service().order(wanted);
    await waitsForReceipt();
    clock.advance(20_000);
    await expect(call).rejects.toMatchObject({
      name: 'NoReceipt',
      kind: 'unavailable',
      data: { file: orderFile, waitedMs: 20_000, found: 'no receipt came' },
    });
    legacy.write(receiptFile, legacy.receiptOf(order));
    expect(await service().order(wanted)).toEqual(done);
    expect(legacy.orders).toHaveLength(1);
  });

  it('that is half written is waited for', async () => {
    let whole = '';
    legacy.instead = (order) => {
      whole = legacy.receiptOf(order);
      legacy.write(receiptFile, whole.slice(0, -8));
    };
    const call = service().order(wanted);
    await waitsForReceipt();
    legacy.write(receiptFile, whole);
    expect(await call).toEqual(done);
  });

  it('that stays half written is NoReceipt, and its file is named', async () => {
    legacy.instead = (order) => legacy.write(receiptFile, legacy.receiptOf(order).slice(0, -1));
    const call = service().order(wanted);
    await waitsForReceipt();
    clock.advance(20_000);
    await expect(call).rejects.toThrow(`its receipt ${receiptFile} was not complete within 20000 ms`);
  });

  it('may come twice, as long as both say the same', async () => {
    legacy.instead = (order) => {
      legacy.write(`QUI_${id}_2.csv`, legacy.receiptOf(order));
      legacy.write(receiptFile, legacy.receiptOf(order));
    };
    expect(await service().order(wanted)).toEqual(done);
  });

  it('that contradicts another is ContradictingReceipts', async () => {
    legacy.write(`QUI_${id}.csv`, legacy.receiptOf({ AUFTRAG_ID: id, TERMIN: '20261201' }));
    legacy.write(`QUI_${id}_2.csv`, legacy.receiptOf({ AUFTRAG_ID: id, TERMIN: '20261202' }));
    await expect(service().order(wanted)).rejects.toMatchObject({
      name: 'ContradictingReceipts',
      data: { files: [receiptFile, `QUI_${id}_2.csv`] },
    });
  });

  it.each([
    ['an amount with a point', '49,90', '49.90', 'PREIS: must be an amount such as 1049,90'],
    ['a day that is none', '20261201', '20261301', 'TERMIN: must be a day of the calendar'],
    ['a state that is new', ';OK;', ';WARTET;', 'STATUS: Invalid'],
    ['the order of somebody else', id, 'other', 'AUFTRAG_ID: Invalid'],
  ])('with %s is BadRow, with file and line', async (_, from, to, problem) => {
    legacy.instead = (order) => legacy.write(receiptFile, legacy.receiptOf(order).replace(from, to));
    await expect(service().order(wanted)).rejects.toMatchObject({
      name: 'BadRow',
      kind: 'internal',
      message: expect.stringContaining(`${receiptFile}:2: ${problem}`),
    });
  });

  it('is not waited for any longer when the caller gives up', async () => {
    legacy.instead = () => {};
    const caller = new AbortController();
    const call = service().order(wanted, { signal: caller.signal });
    await waitsForReceipt();
    caller.abort();
    await expect(call).rejects.toThrow('given up');
    await vi.waitFor(() => expect(clock.pending).toBe(timersAtRest), PATIENCE);
  });
});

describe('a restart', () => {
  it('while a call waits hands nothing over again, and finds the receipt', async () => {
    let order: Readonly<Record<string, string>> = {};
    legacy.instead = (taken) => {
      order = taken;
    };
    const caller = new AbortController();
    const call = service().order(wanted, { signal: caller.signal });
    await waitsForReceipt();
    caller.abort();
    await expect(call).rejects.toThrow('given up');
    await running.stop();
    running = await start();
    const again = service().order(wanted);
    await waitsForReceipt();
    legacy.write(receiptFile, legacy.receiptOf(order));
    expect(await again).toEqual(done);
    expect(legacy.orders).toHaveLength(1);
  });

  it('after a crash before the hand-over hands over; what the crash has left is no order', async () => {
    writeFileSync(join(folder('out'), `${orderFile}.${uuid}.tmp`), 'AUFTRAG_ID;ZAE');
    expect(await service().order(wanted)).toEqual(done);
    expect(legacy.orders).toHaveLength(1);
  });

  it('after a crash right behind the hand-over writes the same order to the file of the same name', async () => {
    legacy.close();
    const caller = new AbortController();
    const call = service().order(wanted, { signal: caller.signal });
    await waitsForReceipt();
    caller.abort();
    await expect(call).rejects.toThrow('given up');
    rmSync(join(folder('handed-over'), orderFile)); // as if the crash had come before this was written
    const again = service().order(wanted);
    await waitsForReceipt();
    expect(files('out')).toEqual([orderFile]);
    legacy.open();
    expect(await again).toEqual(done);
  });
});

describe('a folder', () => {
  it.skipIf(!existsSync('/dev/full'))('without room is FolderUnusable, and nothing is left in it', async () => {
    vi.spyOn(globalThis.crypto, 'randomUUID').mockReturnValue(uuid);
    symlinkSync('/dev/full', join(folder('out'), `${orderFile}.${uuid}.tmp`));
    await expect(service().order(wanted)).rejects.toMatchObject({
      name: 'FolderUnusable',
      kind: 'unavailable',
      data: { folder: folder('out'), reason: expect.stringContaining('ENOSPC') },
    });
    expect([...files('out'), ...files('handed-over')]).toEqual([]);
    expect(await service().order(wanted)).toEqual(done);
  });

  it('that is not mounted is FolderUnusable until it is', async () => {
    legacy.close();
    renameSync(folder('out'), join(home, 'elsewhere'));
    await expect(service().order(wanted)).rejects.toMatchObject({
      name: 'FolderUnusable',
      data: { folder: folder('out'), reason: expect.stringContaining('ENOENT') },
    });
    expect(await running.health()).toMatchObject([{ reason: expect.stringContaining(folder('out')) }]);
    renameSync(join(home, 'elsewhere'), folder('out'));
    legacy.open();
    expect(await service().order(wanted)).toEqual(done);
  });

  it('that is not there refuses the start', async () => {
    await running.stop();
    rmSync(folder('in'), { recursive: true });
    await expect(start()).rejects.toThrow(`The folder ${folder('in')} cannot be used`);
  });

  it('from which nobody fetches the orders is bad for the health', async () => {
    legacy.close();
    writeFileSync(join(folder('out'), orderFile), '');
    expect((await running.health())[0]?.reason).toBeUndefined();
    clock.advance(16 * 60_000);
    expect(await running.health()).toMatchObject([{ reason: expect.stringContaining(`${orderFile} has been lying`) }]);
  });
});
