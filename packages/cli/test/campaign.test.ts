import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { communicationServer, type DialRequest, type DialResult, type Gateway } from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import {
  defineAssembly,
  type RunningAssembly,
  serviceControl,
  silentLog,
  startAssembly,
} from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

const day = [{ from: '00:00', to: '24:00' }];
const week = {
  ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day },
};

let folder: string;
let socket: string;
let list: string;
let running: RunningAssembly;
/** What becomes of the calls; each waits for its turn. */
let calls: { readonly request: DialRequest; readonly end: (result: DialResult) => void }[];
const lines: Gateway = {
  id: 'lines',
  open: () => ({
    departures: [],
    start: () => {},
    happened: () => {},
    dial: (request) => new Promise((end) => calls.push({ request, end })),
    close: () => {},
  }),
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-campaign-'));
  socket = join(folder, 'control', 'socket');
  list = join(folder, 'spring.csv');
  calls = [];
  await writeFile(
    list,
    'key;mobile;home;agreed\n1;0171 1234567;030 200001;yes\n2;;030 200002;no\n3;12;;yes\n4;;030 200001;yes\n',
  );
  const components = [
    serviceControl({ socket }),
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    communicationServer({
      agents: [{ id: 'ada', name: 'Ada', queues: ['calls'] }],
      queues: [
        {
          ...{ id: 'calls', name: 'Calls', channel: 'voice' as const },
          dispositions: [{ id: 'sold', label: 'Sold', flags: { direct: true, success: true } }],
          serviceLevel: { seconds: 20, target: 0.8 },
        },
      ],
      campaigns: [
        {
          ...{ id: 'spring', name: 'Spring', goal: 'Sell heat pumps', mode: 'progressive', queue: 'calls' },
          ...{ gateway: 'lines', from: '+4930999', country: 'DE', window: { week }, accepted: 0.1 },
        },
      ],
      gateways: [lines],
    }),
  ];
  running = await startAssembly(defineAssembly({ company: 'demo', components }), { log: silentLog });
});
afterEach(async () => {
  await running.stop();
  await rm(folder, { recursive: true });
});

const run = (...args: readonly string[]) => caruso(['campaign', ...args, '--socket', socket]);
const columns = ['--id', 'key', '--numbers', 'mobile', 'home', '--consent', 'agreed'];
const load = () => run('load', 'spring', list, ...columns);

describe('caruso campaign', () => {
  it('says what would become of a list, and loads it', async () => {
    const { out } = await run('check', 'spring', list, ...columns);
    expect(out).toBe(
      [
        '1 record would be loaded, 0 known already, 3 not called, 0 numbers left out',
        'not called:',
        '  2: no-consent',
        '  3: no-dialable-number; 12: not-valid',
        '  4: no-dialable-number; 030 200001: duplicate',
      ].join('\n'),
    );
    expect((await run('show', 'spring')).out).toContain('0 rows, 0 can be called');
    expect((await load()).out).toContain('1 record was loaded');
    expect((await load()).out).toContain('0 records were loaded, 1 known already, 3 not called');
    expect((await run('show', 'spring')).out).toContain('4 rows, 1 can be called');
  });

  it('tells by its exit code when lines of a file could not be read', async () => {
    const rows = 'key;mobile;home;agreed\n1;0171 1234567;030 200001;yes\n';
    await writeFile(list, rows);
    expect((await run('check', 'spring', list, ...columns)).code).toBe(EXIT.ok);
    await writeFile(list, `${rows}2;0171 1234568\n`);
    const checked = await run('check', 'spring', list, ...columns);
    expect(checked.out).toContain('1 line could not be read:\n  line 3: it has 2 cells, the heading has 4');
    expect(checked.code).toBe(EXIT.failed);
    expect(await load()).toMatchObject({ code: EXIT.failed, out: expect.stringContaining('1 record was loaded') });
  });

  it('starts, shows and pauses a campaign, and reports what it reached', async () => {
    await load();
    const centre = running.get(ContactCentre);
    await centre.logIn({ agent: 'ada' });
    await centre.setReady({ agent: 'ada' });
    expect((await run('start', 'spring')).code).toBe(EXIT.ok);
    const call = await vi.waitFor(() => calls[0] ?? expect.fail('nobody was called'));
    expect(call.request).toMatchObject({ to: '+491711234567', from: '+4930999' });
    expect((await run('show', 'spring')).out).toContain('1 ring, 0 wait for an agent');
    call.end({ outcome: 'answered', ringMs: 10, call: 'call-1' });
    const talk = async () => (await centre.agent({ agent: 'ada' })).contact ?? expect.fail('nobody to talk to');
    const { contact } = await vi.waitFor(talk);
    await centre.hangUp({ agent: 'ada', contact });
    await centre.finishWrapUp({ agent: 'ada', contact, disposition: 'sold' });
    const { out } = await run('list');
    expect(out).toContain('stopped (list-done)');
    const shown = (await run('show', 'spring')).out;
    expect(shown).toContain('1 direct contacts, 1 success');
    expect(shown).toMatch(/0 of 1 answered calls, 0\.0 %, at most 95\.0 %; the cap of us-tsr is 3\.0 %/);
    const report = (await run('report', 'spring')).out;
    expect(report).toMatch(/successes of direct\s+1\s+1\s+100\.0 %\s+20\.7 % to 100\.0 %\s+few/);
    expect(report).toContain(
      'ENLARGE: whether an effectiveness of 10.0 % is reached could be told with 30 direct contacts',
    );
    expect(JSON.parse((await run('report', 'spring', '--json')).out)).toMatchObject({
      decision: { decision: 'enlarge', to: 30, records: 30 },
    });
  });

  it('begins a pilot as large as the precision asks, or as told', async () => {
    await load();
    expect((await run('pilot', 'spring')).out).toContain('0 of 1 records done');
    await run('pause', 'spring');
    expect((await run('pilot', 'spring', '--size', '3')).out).toContain('pilot');
    const { code, err } = await run('pilot', 'spring', '--margin', '5');
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('It is a percentage above 0% and below 100%');
  });

  it('lets nobody call a number', async () => {
    await load();
    const { out } = await run('bar', '030 200001', '--campaign', 'spring', '--source', 'letter of 5 May');
    expect(out).toBe('030 200001 is not called any more');
    const { code, err } = await run('bar', '12', '--source', 'x');
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('CRS-COM-093: "12" is no telephone number that can be dialled');
    expect(err).toContain('or say whose it is: `--country DE`');
  });

  it('does not say that nobody calls a number until a day that is over, or that there is not', async () => {
    const bar = (until: string) => run('bar', '+4930200001', '--source', 'letter', '--until', until);
    expect(await bar('2025-01-31')).toMatchObject({
      code: EXIT.usage,
      err: expect.stringContaining('It is a day to come'),
    });
    expect(await bar('2049-02-30')).toMatchObject({
      code: EXIT.usage,
      err: expect.stringContaining('It is a day such as'),
    });
    expect((await run('barred')).out).toBe('There are none.');
  });

  it('reads a register as often as it comes, and tells the lines it cannot read', async () => {
    const register = join(folder, 'register.csv');
    const numbers = Array.from({ length: 1_500 }, (_, index) => `x;+49 30 ${3_000_000 + index}`);
    await writeFile(register, ['name;number', ...numbers, 'y;12', 'z', 'last;030 200001'].join('\n'));
    const read = ['bar', '--file', register, '--source', 'robinson', '--country', 'DE', '--until', '2050-01-31'];
    const first = await run(...read);
    expect(first.code).toBe(EXIT.failed);
    expect(first.out).toBe(
      [
        '1501 numbers are not called any more, 0 known already',
        '2 lines could not be read:',
        '  line 1502: 12: not-valid',
        '  line 1503: it has 1 cell, the heading has 2',
      ].join('\n'),
    );
    expect((await run(...read)).out).toContain('0 numbers are not called any more, 1501 known already');
    expect((await load()).out).toContain('4: no-dialable-number; 030 200001: do-not-call');
    expect((await run('barred', '--limit', '1')).out).toMatch(
      /\+49303000000\s+robinson\s+all\s+until 2050-01-31 00:00:00 UTC\nand 1500 more$/,
    );
    expect((await run('barred', '030 200001', '--country', 'DE')).out).toContain('robinson');
    await writeFile(register, 'number\n030 200009\n');
    expect((await run('bar', '--file', register, '--source', 'robinson')).out).toContain(
      'line 2: 030 200009: no-number (written without a code? say --country)',
    );
    expect((await run('bar', '--file', register, '--source', 'robinson', '--country', 'DE')).code).toBe(EXIT.ok);
  });

  it('lets a number be called again, for a reason', async () => {
    await run('bar', '030 200001', '--campaign', 'spring', '--source', 'letter');
    await run('bar', '+4930200001', '--source', 'robinson');
    const again = ['unbar', '030 200001', '--country', 'DE', '--reason', 'he asked for it'];
    expect((await run('unbar', '+4930200001')).err).toContain('--reason');
    expect((await run(...again)).out).toMatch(/^030 200001 may be called again\nrows that were not loaded/);
    expect((await run(...again)).out).toBe('030 200001 was not barred so');
    expect((await run('barred', '+4930200001')).out).toMatch(/letter\s+spring\s+for ever$/);
    await run('unbar', '030 200001', '--campaign', 'spring', '--reason', 'a mistake');
    expect((await run('barred')).out).toBe('There are none.');
    const events = await running.get(ContactCentre).events({});
    expect(events.filter(({ type }) => type === 'dnc-removed')).toMatchObject([
      { phone: '+4930200001', scope: 'all', reason: 'he asked for it' },
      { phone: '+4930200001', scope: { campaign: 'spring' }, reason: 'a mistake' },
    ]);
    expect((await run('bar', '--source', 'x')).err).toContain('either a number or a file');
  });

  it('says what is wrong', async () => {
    expect((await run('start', 'autumn')).err).toContain('The campaigns of this contact centre are: spring.');
    expect((await run('start', 'spring')).err).toContain('no list was loaded');
    expect((await run('load', 'spring')).err).toContain('says no list');
    expect((await run('load', 'spring', list)).err).toContain(
      'it has no column id, phone; its columns are key, mobile, home, agreed',
    );
    expect((await run('load', 'spring', join(folder, 'none.csv'))).err).toContain('cannot be read');
  });
});
