import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { communicationServer, type Gateway, type GatewayHost } from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import type { Stub } from '@caruso/core';
import {
  defineAssembly,
  type RunningAssembly,
  serviceControl,
  silentLog,
  startAssembly,
} from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.js';
import { caruso } from './support/terminal.js';

const queue = (id: string, name: string, needs?: Readonly<Record<string, number>>) => ({
  ...{ id, name, channel: 'voice' as const },
  dispositions: [{ id: 'done', label: 'Done' }],
  serviceLevel: { seconds: 20, target: 0.8 },
  ...(needs ? { needs } : {}),
});

let folder: string;
let socket: string;
let running: RunningAssembly;
let centre: Stub<typeof ContactCentre>;
let host: GatewayHost;
const lines: Gateway = {
  id: 'lines',
  open: (opened) => {
    host = opened;
    return { departures: [], start: () => {}, happened: () => {}, close: () => {} };
  },
};

beforeEach(() => start());
async function start(written = false): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'cli-centre-'));
  socket = join(folder, 'control', 'socket');
  const components = [
    serviceControl({ socket }),
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    communicationServer({
      agents: [
        { id: 'ada', name: 'Ada', queues: ['service', 'sales'], skills: { german: 5 } },
        { id: 'bob', name: 'Bob', queues: ['service'], skills: { german: 3 } },
        { id: 'cleo', name: 'Cleo', queues: ['service'], phone: 'PJSIP/cleo' },
      ],
      queues: [
        queue('service', 'Customer service', { german: 2 }),
        queue('sales', 'Sales'),
        ...(written ? [{ ...queue('letters', 'Letters'), channel: 'mail' as const, reply: { within: 3_600 } }] : []),
      ],
      notReadyReasons: [{ id: 'lunch', label: 'Lunch' }],
      gateways: [lines],
    }),
  ];
  running = await startAssembly(defineAssembly({ company: 'demo', components }), { log: silentLog });
  centre = running.get(ContactCentre);
}
afterEach(() => stop());
async function stop(): Promise<void> {
  await running.stop();
  await rm(folder, { recursive: true });
}

const run = (...args: readonly string[]) => caruso([...args, '--socket', socket]);
const json = async (...args: readonly string[]): Promise<unknown> => JSON.parse((await run(...args, '--json')).out);
const call = (externalId: string, to = 'service') =>
  host.arrive({ channel: 'voice', externalId, from: '+49301', to: '+49309', queue: to });
/** Ada answers who waits. */
async function talk(): Promise<void> {
  await centre.logIn({ agent: 'ada' });
  await centre.setReady({ agent: 'ada' });
  const { offer } = await centre.agent({ agent: 'ada' });
  await centre.accept({ agent: 'ada', reservation: offer?.reservation ?? '' });
}

describe('caruso queue', () => {
  it('lists who waits, how long, and the agents by state', async () => {
    await centre.logIn({ agent: 'ada' });
    await call('call-1');
    await call('call-2');
    const { code, out } = await run('queue', 'list');
    expect(code).toBe(EXIT.ok);
    expect(out.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      'QUEUE NAME CHANNEL WAITING LONGEST READY RESERVED BUSY WRAP-UP NOT-READY OFFLINE PAUSED',
      expect.stringMatching(/^service Customer service voice 2 \d+ s 0 0 0 0 1 2 0$/),
      'sales Sales voice 0 - 0 0 0 0 1 0 0',
    ]);
    expect(await json('queue', 'list')).toMatchObject([{ queue: 'service', waiting: 2 }, { queue: 'sales' }]);
  });

  it('shows who waits in one in the order of answering, and who serves it', async () => {
    await centre.logIn({ agent: 'ada' });
    await call('call-1');
    const urgent = await call('call-2');
    await centre.changePriority({ contact: urgent, priority: 5 });
    const { out } = await run('queue', 'show', 'service');
    expect(out).toMatch(new RegExp(`1 +${urgent} +\\+49301 +\\d+ s +5 +-`));
    expect(out).toMatch(/^ada +Ada +not-ready/m);
    expect(await json('queue', 'show', 'service')).toMatchObject({ queue: 'service', contacts: [{ priority: 5 }, {}] });
    expect((await run('queue', 'show', 'sales')).out).toContain('Nobody waits.');
  });

  it('names the queues there are when one is mistyped', async () => {
    const { code, err } = await run('queue', 'show', 'servcie');
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('There is no queue "servcie". The queues of this contact centre are: service, sales.');
  });
});

describe('answers that are due', () => {
  it('are told with the queue, with who waits in it, and with the contact', async () => {
    await stop();
    await start(true);
    const to = { to: 'service@works.test', queue: 'letters' };
    const contact = await host.arrive({ channel: 'mail', externalId: 'mail-1', from: 'anna@x.test', ...to });
    const [{ reply } = { reply: undefined }] = await centre.contacts({ contact });
    const due = new Date(reply?.due ?? 0).toISOString().slice(0, 19).replace('T', ' ');
    const { out: list } = await run('queue', 'list');
    expect(list).toMatch(/WAITING +LONGEST +OVERDUE +NEXT DUE \(UTC\) +READY/);
    expect(list).toMatch(new RegExp(`^letters +Letters +mail +1 +\\d+ s +0 +${due} `, 'm'));
    expect((await run('queue', 'show', 'letters')).out).toMatch(new RegExp(`anna@x.test +\\d+ s +0 +${due} `));
    expect((await run('contact', 'list')).out).toContain(due);
    expect((await run('contact', 'show', contact)).out).toContain(`answer due  ${due} UTC`);
  });
});

describe('caruso agent', () => {
  it('changes the state of an agent, and shows it', async () => {
    await centre.logIn({ agent: 'ada' });
    expect((await run('agent', 'ready', 'ada')).out).toContain('ada ready');
    expect((await run('agent', 'not-ready', 'ada', '--reason', 'lunch')).out).toContain('ada not-ready (lunch)');
    expect((await run('agent', 'list')).out).toMatch(/^ada +Ada +not-ready \(lunch\) +\d+ s +service, sales/m);
    expect((await run('agent', 'log-out', 'ada')).out).toContain('ada offline');
    expect(await json('agent', 'show', 'ada')).toMatchObject({ agent: 'ada', state: 'offline' });
  });

  it('says who has changed it, when it was not the agent', async () => {
    await centre.logIn({ agent: 'ada' });
    expect((await run('agent', 'show', 'ada')).out).not.toMatch(/^by /m);
    const { username } = userInfo();
    const shown = (await run('agent', 'not-ready', 'ada', '--reason', 'lunch')).out;
    expect(shown.replace(/ +/g, ' ')).toContain(`by ${username}`);
    expect((await centre.events({})).at(-1)).toMatchObject({ type: 'agent-state-changed', by: username });
  });

  it('pauses it in one queue with a reason that can be seen, and changes its rank in one or all', async () => {
    await run('agent', 'pause', 'ada', 'sales', '--reason', 'training');
    await run('agent', 'penalty', 'ada', '3');
    const { out } = await run('agent', 'penalty', 'ada', '0', '--queue', 'service');
    expect(out).toContain('queues  service, sales (paused: training; penalty 3)');
    expect((await run('agent', 'resume', 'ada', 'sales')).out).toContain('sales (penalty 3)');
  });

  it('lets a supervisor hear whom an agent talks to, speak, and stop', async () => {
    const contact = await call('call-1');
    await talk();
    const supervise = (...more: readonly string[]) => run('agent', 'supervise', ...more, '--as', 'cleo');
    expect((await supervise('ada')).out).toContain('supervisor  cleo (listen)');
    expect((await supervise(contact, '--mode', 'whisper')).out).toContain('supervisor  cleo (whisper)');
    expect(await json('agent', 'supervise', 'ada', '--mode', 'barge', '--as', 'cleo')).toMatchObject({
      ...{ contact, supervisors: [{ supervisor: 'cleo', mode: 'barge' }] },
    });
    const stopped = await supervise('ada', '--stop');
    expect(stopped).toMatchObject({ code: EXIT.ok });
    expect(stopped.out).not.toContain('cleo');
    const { username: by } = userInfo();
    const events = (await centre.events({})).filter(({ type }) => type.startsWith('supervision-'));
    expect(events).toMatchObject([1, 2, 3, 4].map(() => ({ supervisor: 'cleo', by })));
  });

  it('says why nobody can be heard', async () => {
    const supervise = (...words: readonly string[]) => run('agent', 'supervise', ...words);
    expect((await supervise('bob', '--as', 'cleo')).err).toContain('Agent "bob" talks to nobody by telephone');
    expect((await supervise('none', '--as', 'cleo')).err).toContain('There is no contact "none"');
    const waits = await call('call-1');
    expect((await supervise(waits, '--as', 'cleo')).err).toContain('is waiting; it can be listened to');
    expect((await supervise(waits, '--as', 'eve')).err).toContain('There is no agent "eve"');
    expect(await supervise(waits)).toMatchObject({ code: EXIT.usage });
    expect(await supervise(waits, '--as', 'cleo', '--mode', 'shout')).toMatchObject({ code: EXIT.usage });
    expect(await supervise(waits, '--as', 'cleo', '--mode', 'listen', '--stop')).toMatchObject({ code: EXIT.usage });
  });

  it('says what is not possible and why', async () => {
    expect((await run('agent', 'ready', 'ada')).err).toContain('Agent "ada" is offline');
    expect((await run('agent', 'show', 'eve')).err).toContain('The agents of this contact centre are: ada, bob, cleo.');
    await centre.logIn({ agent: 'ada' });
    expect((await run('agent', 'not-ready', 'ada', '--reason', 'nap')).err).toContain('Use one of: lunch.');
    expect((await run('agent', 'pause', 'bob', 'sales', '--reason', 'x')).err).toContain('The agent serves: service.');
    expect(await run('agent', 'penalty', 'ada', 'high')).toMatchObject({ code: EXIT.usage });
    expect(await run('agent', 'not-ready', 'ada')).toMatchObject({ code: EXIT.usage });
  });
});

describe('caruso contact', () => {
  it('lists contacts, the newest first, or those of a queue that are going on', async () => {
    const gone = await call('call-1');
    const open = await call('call-2');
    await call('call-3', 'sales');
    await host.leave(gone, 'customer');
    const ids = async (...more: readonly string[]) =>
      ((await json('contact', 'list', ...more)) as readonly { readonly contact: string }[]).map(
        ({ contact }) => contact,
      );
    expect(await ids('--open', '--queue', 'service')).toEqual([open]);
    expect((await ids()).at(-1)).toBe(gone);
    expect((await run('contact', 'list')).out).toMatch(new RegExp(`^${gone} .* closed \\(abandoned\\)`, 'm'));
    expect((await run('contact', 'list', '--queue', 'servise')).err).toContain('There is no queue "servise"');
    expect((await run('contact', 'list', '--queue', 'sales', '--customer', 'nobody')).out).toBe('There are none.');
    expect(await run('contact', 'list', '--limit', '0')).toMatchObject({ code: EXIT.usage });
  });

  it('shows one', async () => {
    const contact = await call('call-1');
    const { out } = await run('contact', 'show', contact);
    expect(out).toContain(`${contact} waiting\n  channel  voice\n  from     +49301`);
    expect((await run('contact', 'show', 'none')).err).toContain('There is no contact "none"');
  });

  it('records one whose customer has agreed, and not while card data are spoken', async () => {
    const contact = await call('call-1');
    expect((await run('contact', 'record', contact, '--agreed')).err).toContain('is waiting; it can be listened to');
    await talk();
    const refused = await run('contact', 'record', contact);
    expect(refused).toMatchObject({ code: EXIT.failed });
    expect(refused.err).toContain('may not be recorded unless the customer agrees');
    expect((await run('contact', 'record', contact, '--agreed')).out).toMatch(
      /recording +\S+ \(the customer agreed, noted by \S+ at 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\)/,
    );
    expect((await run('contact', 'pause-recording', contact)).out).toContain('UTC, paused by hand)');
    expect(await json('contact', 'resume-recording', contact)).toMatchObject({
      recording: { paused: false, consent: 'customer' },
    });
    expect((await run('contact', 'stop-recording', contact)).out).not.toContain('recording');
  });

  it('erases what is personal in those of a customer, and names what is not over', async () => {
    const gone = await call('call-1');
    await centre.annotate({ contact: gone, customer: '17' });
    await host.leave(gone, 'customer');
    const open = await call('call-2');
    await centre.annotate({ contact: open, customer: '17' });
    const { out, code } = await run('contact', 'erase', '--customer', '17');
    expect(out.split('\n')).toEqual([
      'erased  1 of 2 contacts with the customer 17',
      `left    ${open}: it is not over; give this command again afterwards`,
    ]);
    expect(code).toBe(EXIT.ok);
    expect((await run('contact', 'show', gone)).out).toMatch(/from +\(erased\)/);
    expect((await run('contact', 'erase', '--customer', '18')).out).toContain('There are no contacts');
    expect((await run('contact', 'erase')).err).toContain('either --customer with a key, or --address');
    expect((await run('contact', 'erase', '--customer', '1', '--address', '2')).err).toContain('either --customer');
  });

  it('erases those from an address that are of no customer', async () => {
    const gone = await call('call-1');
    await host.leave(gone, 'customer');
    const { out } = await run('contact', 'erase', '--address', '0049301');
    expect(out).toBe('erased  1 of 1 contacts from 0049301 that are of no customer');
    expect((await run('contact', 'show', gone)).out).toMatch(/from +\(erased\)/);
    expect((await run('contact', 'erase', '--address', '0049301')).out).toContain('There are no contacts');
  });

  it('explains an offer: who was free in what order, who was not and why, what was needed, and that it comes out alike', async () => {
    for (const agent of ['ada', 'bob', 'cleo']) {
      await centre.logIn({ agent });
      await centre.setReady({ agent });
    }
    const contact = await call('call-1');
    const { code, out } = await run('contact', 'explain', contact);
    expect(code).toBe(EXIT.ok);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3} UTC {2}offered to ada from the queue service \(event \d+\)$/),
      '  why       ada was idle longest',
      '  contact   had waited 0 s, priority 0, needed german at level 2',
      '  free      1. ada: idle for 0 s',
      '            2. bob: idle for 0 s',
      '  not free  cleo: lacks a skill or is outside the penalties',
      '  again     decided again from the log, it comes out alike',
    ]);
    expect(await json('contact', 'explain', contact)).toMatchObject([{ agent: 'ada', again: { agrees: true } }]);
  });

  it('says when there was no choice', async () => {
    await centre.logIn({ agent: 'bob' });
    await centre.setReady({ agent: 'bob' });
    expect((await run('contact', 'explain', await call('call-1'))).out).toContain(
      'why       bob was the only one free',
    );
  });

  it('says of one that nobody was offered why nobody can take it', async () => {
    await centre.logIn({ agent: 'bob' });
    const contact = await call('call-1');
    const { out } = await run('contact', 'explain', contact);
    expect(out).toContain(`${contact} was never offered to an agent; it is waiting in the queue service.`);
    expect(out).toContain('  ada  offline\n  bob  not-ready\n  cleo  offline');
    expect((await run('contact', 'explain', 'none')).err).toContain('There is no contact "none"');
  });
});

describe('an assembly without a contact centre', () => {
  it('is said to have none', async () => {
    const other = join(folder, 'other', 'socket');
    const without = await startAssembly(
      defineAssembly({ company: 'demo', components: [serviceControl({ socket: other })] }),
      { log: silentLog },
    );
    const { code, err } = await caruso(['queue', 'list', '--socket', other]);
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('The assembly that runs provides no "caruso.contact-centre"');
    await without.stop();
  });
});
