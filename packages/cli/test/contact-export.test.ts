import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { communicationServer, simulated } from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import { type InputOf, type Stub, VirtualClock } from '@caruso/core';
import {
  type Component,
  defineAssembly,
  defineComponent,
  provide,
  type RunningAssembly,
  serviceControl,
  silentLog,
  startAssembly,
} from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

const AGENTS = ['ada', 'bob', 'cleo'];
const WRAP_UP = 7;
const queue = (id: string) => ({
  ...{ id, name: id, channel: 'voice' as const, dispositions: [] },
  serviceLevel: { seconds: 20, target: 0.8 },
});
const people = {
  agents: AGENTS.map((id) => ({ id, name: id, queues: ['service', 'sales'] })),
  queues: [queue('service'), queue('sales')],
};

/** 80 calls within 20 minutes, of three minutes for the most part; some are impatient, some come to another queue. */
const calls = Array.from({ length: 80 }, (_, index) => {
  const of = index % 10 === 3 ? 'sales' : 'service';
  const patience = index % 3 === 0 ? String(20 + ((index * 37) % 90)) : '';
  return `${1 + ((index * 461) % 1_200)},${of},+4930${index},${patience},${20 + ((index * 53) % 80)}`;
});

let folder: string;
let running: RunningAssembly;
let centre: Stub<typeof ContactCentre>;
const clock = new VirtualClock(Date.UTC(2026, 0, 5, 9));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-export-'));
  await writeFile(join(folder, 'calls.csv'), ['arrived,queue,from,patience,talk', ...calls].join('\n'));
  const scenario = join(folder, 'scenario.xml');
  await writeFile(scenario, '<scenario id="day"><recorded id="calls" file="calls.csv" to="+49309"/></scenario>');
  const components = [
    serviceControl({ socket: join(folder, 'control', 'socket') }),
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    communicationServer({ ...people, gateways: [simulated({ scenario })] }),
  ];
  running = await startAssembly(defineAssembly({ company: 'demo', components }), { log: silentLog, clock });
  centre = running.get(ContactCentre);
  await work(2_400);
});
afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true });
});

/** Agents answer at once, and take as long for each wrap-up. */
async function work(seconds: number): Promise<void> {
  for (const agent of AGENTS) {
    await centre.logIn({ agent });
    await centre.setReady({ agent });
  }
  const since = new Map<string, number>();
  const arrivals = calls.map((line) => Number.parseInt(line, 10));
  let arrived = 0;
  const act = async (agent: string, second: number): Promise<boolean> => {
    const { offer, contact, state } = await centre.agent({ agent });
    if (offer) await centre.accept({ agent, reservation: offer.reservation });
    if (offer || state !== 'wrap-up' || !contact) return offer !== undefined;
    const begun = since.get(contact.contact) ?? second;
    since.set(contact.contact, begun);
    if (second - begun < WRAP_UP) return false;
    await centre.finishWrapUp({ agent, contact: contact.contact });
    return true;
  };
  for (let second = 0; second < seconds; second++) {
    clock.advance(1_000);
    const due = arrivals.filter((at) => at <= second + 1).length;
    // A caller is let in when it was looked up who he is.
    while (arrived < due) arrived = (await centre.contacts({ limit: 500 })).length;
    for (let acted = true; acted; ) {
      acted = false;
      for (const agent of AGENTS) acted = (await act(agent, second)) || acted;
    }
  }
}

/** A bit longer than a component that stops waits for its calls. */
const SLOW_MS = 30_500;

/** The stores of another assembly; who reads events next after `begin` has to wait for them. */
function slowStorage(stores: Stub<typeof Storage>, of: VirtualClock) {
  let isSlow = false;
  const told = { reading: false };
  class SlowStorage {
    stores = stores.stores;
    catalogue = stores.catalogue;
    define = stores.define;
    compare = stores.compare;
    alter = stores.alter;
    write = stores.write;
    async select(input: InputOf<(typeof Storage)['operations']['select']>) {
      if (isSlow && input.table === 'com_event') {
        isSlow = false;
        told.reading = true;
        await new Promise<void>((resolve) => of.at(of.now() + SLOW_MS, resolve));
      }
      return stores.select(input);
    }
  }
  const component: Component = defineComponent({ name: 'slow-storage', provides: [provide(Storage, SlowStorage)] });
  return Object.assign(told, {
    component,
    begin: () => {
      isSlow = true;
    },
  });
}

const day = ['--from', '2026-01-05', '--zone', 'UTC'];
const run = (...args: readonly string[]) =>
  caruso(['contact', 'export', '--socket', join(folder, 'control', 'socket'), ...args]);

describe('caruso contact export', () => {
  it('writes the contacts of a day as a recording', async () => {
    const { code, out, err } = await run(...day);
    const [heading, ...lines] = out.split(/\r?\n/);
    expect([code, err]).toEqual([EXIT.ok, '']);
    expect(heading).toBe('arrived,queue,from,patience,wait,talk,wrap-up');
    expect(lines).toHaveLength(80);
    for (const line of lines)
      expect(line).toMatch(/^2026-01-05T09:\d\d:\d\d\.000Z,(service|sales),'\+4930\d+,(\d+,,,|,\d+,\d+,7)$/);
  });

  it('writes only what was asked for: days of a zone, and queues', async () => {
    const arrivals = async (...args: readonly string[]) => (await run(...args)).out.split(/\r?\n/).slice(1);
    expect(await arrivals(...day, '--queue', 'sales')).toHaveLength(8);
    expect(await arrivals(...day, '--queue', 'sales', 'service')).toHaveLength(80);
    expect((await arrivals(...day, '--anonymous')).filter((line) => line.includes('+4930'))).toEqual([]);
    // In Auckland it is the evening.
    const [first] = await arrivals('--from', '2026-01-05', '--zone', 'Pacific/Auckland');
    expect(first).toMatch(/^2026-01-05T22:\d\d:\d\d\.000\+13:00,/);
    expect(await arrivals('--from', '2026-01-01', '--to', '2026-01-05', '--zone', 'UTC')).toHaveLength(80);
    const json = await run(...day, '--queue', 'sales', '--json');
    expect(json.out.split('\n').map((line) => JSON.parse(line).queue)).toEqual(Array(8).fill('sales'));
  });

  it('says so when there is nothing to write, and what is wrong in what was asked for', async () => {
    const none = await run('--from', '2026-01-04', '--zone', 'UTC');
    expect([none.code, none.err]).toEqual([EXIT.ok, 'Nobody waited in a queue from 2026-01-04 to 2026-01-04 (UTC).']);
    const file = join(folder, 'misspelt.csv');
    const misspelt = await run(...day, '--queue', 'sevrice', '--out', file);
    expect([misspelt.code, misspelt.err]).toEqual([EXIT.failed, expect.stringContaining('"sevrice"')]);
    expect((await readdir(folder)).filter((name) => name.startsWith('misspelt'))).toEqual([]);
    const reversed = await run(...day, '--to', '2026-01-04');
    expect([reversed.code, reversed.err]).toEqual([EXIT.failed, expect.stringContaining('CRS-CLI-055')]);
    expect((await run('--from', '2026-02-30')).code).toBe(EXIT.usage);
    expect((await run('--zone', 'Berlin')).code).toBe(EXIT.usage);
  });

  it('fails when the server stops meanwhile, says so, and leaves no file', async () => {
    const until = new VirtualClock(Date.UTC(2026, 0, 6));
    const socket = join(folder, 'standby', 'socket');
    const slow = slowStorage(running.get(Storage), until);
    const components = [serviceControl({ socket }), slow.component, communicationServer(people)];
    const standby = await startAssembly(defineAssembly({ company: 'demo', components }), {
      ...{ log: silentLog, clock: until },
    });
    onTestFinished(() => standby.stop());
    slow.begin();
    const file = join(folder, 'cut-off.csv');
    const exported = caruso(['contact', 'export', '--socket', socket, ...day, '--out', file]);
    await vi.waitFor(() => expect(slow.reading).toBe(true));
    const stopping = standby.services.drain('communication-server');
    // It has begun to wait for the export.
    await setImmediate();
    until.advance(SLOW_MS);
    const { code, err } = await exported;
    expect([code, err]).toEqual([EXIT.failed, expect.stringContaining('was being replaced or stopped')]);
    expect((await readdir(folder)).filter((name) => name.startsWith('cut-off'))).toEqual([]);
    await stopping;
  });

  it('brings the same day again when it is simulated with the same staff, and a worse one with less', async () => {
    const file = join(folder, 'monday.csv');
    expect((await run(...day, '--out', file)).code).toBe(EXIT.ok);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n').slice(1);
    const gaveUp = lines.filter((line) => line.endsWith(',,,') && line.includes(',service,')).length;
    const offered = lines.filter((line) => line.includes(',service,')).length;
    expect(gaveUp).toBeGreaterThan(5);

    const simulate = async (agents: number, patience = '') => {
      const staffing = join(folder, 'monday.xml');
      const known = (id: string) => `<queue id="${id}"><handling mean="1m" law="fixed"/>${patience}</queue>`;
      await writeFile(
        staffing,
        `<staffing id="monday">${known('service')}${known('sales')}<recorded id="log" file="monday.csv"/>
<team id="t" agents="${agents}"><serves queue="service"/><serves queue="sales"/><works from="09:00" until="09:40"/></team>
</staffing>`,
      );
      const { out } = await caruso(['simulate', staffing, '--json', '--runs', '4']);
      return JSON.parse(out) as {
        readonly certain: boolean;
        readonly queues: readonly {
          readonly offered: number;
          readonly abandonment: { readonly value: number };
          readonly speedOfAnswer: { readonly value: number };
        }[];
      };
    };
    const again = await simulate(AGENTS.length);
    expect(again.certain).toBe(true);
    expect(again.queues[0]).toMatchObject({ offered, abandonment: { value: gaveUp / offered } });
    const waits = lines.flatMap((line) =>
      line.includes(',service,') ? (/,,(\d+),\d+,7$/.exec(line)?.slice(1) ?? []) : [],
    );
    const mean = waits.reduce((sum, wait) => sum + Number(wait), 0) / waits.length;
    expect(again.queues[0]?.speedOfAnswer.value).toBeCloseTo(mean, 6);
    const [less] = (await simulate(AGENTS.length - 1)).queues;
    expect(less?.speedOfAnswer.value).toBeGreaterThan(1.5 * (again.queues[0]?.speedOfAnswer.value ?? 0));
    // Who was answered gives up, too, when it is known how patient customers are.
    const impatient = await simulate(AGENTS.length - 1, '<patience mean="1m"/>');
    expect(impatient.certain).toBe(false);
    expect(impatient.queues[0]?.abandonment.value).toBeGreaterThan(1.5 * (less?.abandonment.value ?? 1));
  });
});
