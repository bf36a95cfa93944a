import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningAssembly, silentLog } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dialogs, type Screen } from '../src/contract.js';
import { ScriptErrors } from '../src/errors.js';
import { startUtility } from './support/utility-company.js';

const sample = new URL('./scripts/meter-and-move.xml', import.meta.url);
const who = 'agent-1';

let folder: string;
let running: RunningAssembly | undefined;
let effects: { operation: string; input: object }[];
let failing: Set<string>;
let slow: Promise<void> | undefined;
let logged: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-dialogs-'));
  copyFileSync(sample, join(folder, 'meter-and-move.xml'));
  effects = [];
  failing = new Set();
  slow = undefined;
  logged = [];
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start() {
  await running?.stop();
  running = await startUtility(
    join(folder, 'caruso.db'),
    {
      before: (operation) => {
        if (failing.has(operation)) throw new Error('the ERP system is down');
        return slow;
      },
      note: (operation, input) => effects.push({ operation, input }),
    },
    folder,
    { ...silentLog, error: (message) => logged.push(message) },
  );
  return running.get(Dialogs);
}

type Client = Awaited<ReturnType<typeof start>>;
const begin = (dialogs: Client, channel: 'agent' | 'web' = 'agent', language = 'en') =>
  dialogs.begin({
    script: 'meter-and-move',
    channel,
    language,
    owner: who,
    input: { customerId: 'c-1' },
    customer: 'c-1',
  });
const at = ({ dialog, step }: Screen) => ({ dialog, step, who });
const answer = (dialogs: Client, screen: Screen, value: unknown) => dialogs.answer({ ...at(screen), value });

async function atFirstReading(dialogs: Client): Promise<Screen> {
  const greeting = await begin(dialogs);
  return answer(dialogs, await dialogs.next(at(greeting)), 'reading');
}

describe('dialogs of an assembly', () => {
  it('lists the scripts of a channel with their inputs', async () => {
    const dialogs = await start();
    expect(await dialogs.scripts({ channel: 'web' })).toEqual([
      {
        id: 'meter-and-move',
        version: '7',
        title: 'Meter reading and moving house',
        titles: { en: 'Meter reading and moving house', de: 'Zähler ablesen und Umzug' },
        languages: ['en', 'de'],
        channels: ['agent', 'web'],
        inputs: [{ name: 'customerId', type: 'text', required: true }],
        handovers: ['customer-care'],
      },
    ]);
    expect(await dialogs.scripts({ channel: 'ivr' })).toEqual([]);
  });

  it('refuses a start without its inputs, on another channel, or of an unknown script', async () => {
    const dialogs = await start();
    const request = { script: 'meter-and-move', channel: 'agent', owner: who } as const;
    await expect(dialogs.begin({ ...request, input: { customerid: 'c-1' } })).rejects.toThrow(
      `"customerId" is missing; "customerid" is not an input of it (did you mean 'customerId'?)`,
    );
    await expect(dialogs.begin({ ...request, channel: 'ivr' })).rejects.toSatisfy(ScriptErrors.NotOnChannel.is);
    await expect(dialogs.begin({ ...request, script: 'move' })).rejects.toSatisfy(ScriptErrors.UnknownScript.is);
  });

  it('goes on after a restart, and is found by its owner and customer', async () => {
    const before = await atFirstReading(await start());
    const dialogs = await start();
    expect(await dialogs.show({ dialog: before.dialog })).toEqual(before);
    const found = await dialogs.list({ customer: 'c-1', state: 'open' });
    expect(found).toMatchObject([{ dialog: before.dialog, owner: who, channel: 'agent', state: 'open' }]);
    expect(await dialogs.list({ owner: 'somebody' })).toEqual([]);
  });

  it('stays on its version of the script when the file changes', async () => {
    const before = await atFirstReading(await start());
    const file = join(folder, 'meter-and-move.xml');
    const changed = readFileSync(file, 'utf8')
      .replace('version="7"', 'version="8"')
      .replace('What does meter', 'Please read meter');
    writeFileSync(file, changed);
    const dialogs = await start();
    expect((await dialogs.show({ dialog: before.dialog })).node.text).toEqual([{ text: 'What does meter 4711 show?' }]);
    expect((await answer(dialogs, before, '150')).node.text).toEqual([{ text: 'What does meter 4712 show?' }]);
    expect((await atFirstReading(dialogs)).node.text).toEqual([{ text: 'Please read meter 4711 show?' }]);
  });

  it('refuses to start with a script that has errors, and names all of them', async () => {
    const file = join(folder, 'meter-and-move.xml');
    const broken = readFileSync(file, 'utf8').replace("answers.reason == 'move'", "answers.reasn == 'move'");
    writeFileSync(file, broken.replace('erp.moveContract', 'erp.moveContrakt'));
    const refused = await start().catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ message: expect.stringMatching(/unknown-name.*and 1 more/) });
    const found = [{ code: 'unknown-name' }, { code: 'unknown-operation' }];
    expect(refused).toMatchObject({ cause: { data: { diagnostics: found } } });
    // Whoever starts the assembly tells what is wrong; a log line besides would say it twice.
    expect(logged).toEqual([]);
  });

  it('counts an event once: the same again shows the present step, another at an old step is a conflict', async () => {
    const dialogs = await start();
    const first = await atFirstReading(dialogs);
    const second = await answer(dialogs, first, '150');
    expect(await answer(dialogs, first, '150')).toEqual(second);
    const late = answer(dialogs, first, '151').catch((thrown: unknown) => thrown);
    expect(await late).toSatisfy(ScriptErrors.StaleStep.is);
    expect(await late).toMatchObject({ kind: 'conflict', data: { screen: second } });
    expect(effects).toHaveLength(1);
  });

  it('carries a slow action out once when the answer comes twice and the page is reloaded meanwhile', async () => {
    const dialogs = await start();
    const first = await atFirstReading(dialogs);
    let finish = () => {};
    slow = new Promise((resolve) => {
      finish = resolve;
    });
    const requests = [
      answer(dialogs, first, '150'),
      answer(dialogs, first, '150'),
      dialogs.show({ dialog: first.dialog }),
    ];
    await new Promise(setImmediate);
    finish();
    const [screen, ...others] = await Promise.all(requests);
    expect(screen?.node.text).toEqual([{ text: 'What does meter 4712 show?' }]);
    expect(others).toEqual([screen, screen]);
    expect(effects).toHaveLength(1);
  });

  it('lets only one of two writers append', async () => {
    const dialogs = await start();
    const first = await atFirstReading(dialogs);
    const other = await startUtility(
      join(folder, 'caruso.db'),
      { note: (operation, input) => effects.push({ operation, input }) },
      folder,
    );
    const elsewhere = other.get(Dialogs);
    await elsewhere.show({ dialog: first.dialog });
    const results = await Promise.allSettled([answer(dialogs, first, '150'), answer(elsewhere, first, '160')]);
    await other.stop();
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [lost] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(lost).toMatchObject({ kind: 'conflict' });
    expect(effects).toHaveLength(1);
  });

  it('belongs to its owner until somebody takes it over', async () => {
    const dialogs = await start();
    const first = await atFirstReading(dialogs);
    const stranger = { ...at(first), who: 'agent-2', value: '150' };
    await expect(dialogs.answer(stranger)).rejects.toSatisfy(ScriptErrors.NotOwner.is);
    const taken = await dialogs.show({ dialog: first.dialog, who: 'agent-2' });
    expect((await dialogs.answer({ ...stranger, step: taken.step })).node.id).toBe('reading');
    await expect(answer(dialogs, taken, '250')).rejects.toSatisfy(ScriptErrors.NotOwner.is);
  });

  it('moves from the web to an agent in the middle, with hints from then on', async () => {
    const dialogs = await start();
    const web = await begin(dialogs, 'web', 'de');
    expect(web.node).toMatchObject({ id: 'reason', text: [{ text: 'Was können wir für Sie tun?' }] });
    expect(web).toMatchObject({
      script: { title: 'Zähler ablesen und Umzug' },
      branches: [{ title: 'Mit Menschen sprechen' }],
    });
    expect(JSON.stringify(web)).not.toMatch(/Listen|hint/);
    const agent = await dialogs.show({ dialog: web.dialog, channel: 'agent', who });
    expect(agent).toMatchObject({ channel: 'agent', language: 'de', node: { hint: [{ text: 'Listen first.' }] } });
    expect((await answer(dialogs, agent, 'reading')).node.id).toBe('reading');
  });

  it('goes back over an action by undoing it, and does it anew on the way forward', async () => {
    const dialogs = await start();
    const second = await answer(dialogs, await atFirstReading(dialogs), '150');
    const back = await dialogs.back(at(second));
    expect(back.node.question?.prefill).toBe('150');
    expect(effects.map(({ operation }) => operation)).toEqual(['storeReading', 'cancelReading']);
    await answer(dialogs, back, '155');
    expect(effects.at(-1)).toMatchObject({
      operation: 'storeReading',
      input: { reading: 155, idempotencyKey: `${second.dialog}/meters[0].store/2` },
    });
  });

  it('stays where it is when an action cannot be undone', async () => {
    const dialogs = await start();
    const second = await answer(dialogs, await atFirstReading(dialogs), '150');
    failing.add('cancelReading');
    const stays = await dialogs.back(at(second));
    expect(stays.node.text).toEqual(second.node.text);
    expect(stays.complaint?.[0]?.text).toContain('could not be undone');
    failing.clear();
    expect((await dialogs.back(at(stays))).node.text).toEqual([{ text: 'What does meter 4711 show?' }]);
  });

  it('takes the failure path when a service fails for good, and tells only the agent why', async () => {
    const dialogs = await start();
    failing.add('storeReading');
    const told = await answer(dialogs, await atFirstReading(dialogs), '150');
    expect(told.node).toMatchObject({
      id: 'stored-later',
      hint: [{ text: expect.stringContaining('ERP system is down') }],
    });
    failing.clear();
    expect((await dialogs.next(at(told))).node.text).toEqual([{ text: 'What does meter 4712 show?' }]);
  });

  it('undoes what it can when it is cancelled', async () => {
    const dialogs = await start();
    const second = await answer(dialogs, await atFirstReading(dialogs), '150');
    await dialogs.cancel({ dialog: second.dialog, who });
    expect(effects.map(({ operation }) => operation)).toEqual(['storeReading', 'cancelReading']);
    expect((await dialogs.show({ dialog: second.dialog })).state).toBe('cancelled');
    expect(await dialogs.list({ state: 'cancelled' })).toHaveLength(1);
  });
});
