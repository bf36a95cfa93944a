import { type Stub, VirtualClock } from '@caruso/core';
import type { Row, Storage } from '@caruso/storage-manager/contract';
import { describe, expect, it } from 'vitest';
import { configuration } from '../../test/support/centre.js';
import type { ContactCentreEvent } from '../contract.js';
import type { Command } from '../decide/command.js';
import { ContactCentreErrors } from '../errors.js';
import { EventLog } from '../log/event-log.js';
import { Snapshots } from '../log/snapshots.js';
import { Sequencer } from './sequencer.js';

type WriteInput = Parameters<Stub<typeof Storage>['write']>[0];
type Cells = readonly { readonly column: { readonly name: string }; readonly value: unknown }[];

/** A table of events that fails when a test wants it to. Only what an {@link EventLog} calls is there. */
class UnreliableTable {
  readonly rows: Row[] = [];
  /** Statements of each write that reached the table. */
  readonly writes: number[] = [];
  fails: 'never' | 'before the write' | 'after the write' | 'altogether' = 'never';
  /** Writes wait for this. */
  gate: Promise<void> = Promise.resolve();

  stub(): Stub<typeof Storage> {
    const select = async (input: { table: string; where?: unknown; limit?: number | undefined }) => {
      if (this.fails === 'altogether') throw new Error('no connection');
      if (input.table === 'com_snapshot') return [];
      if (input.where === undefined) return this.rows.slice(-1);
      const after = Number((input.where as { value: string }).value);
      return this.rows.filter(({ number }) => Number(number) > after).slice(0, input.limit);
    };
    return { select, write: (input: WriteInput) => this.#write(input) } as unknown as Stub<typeof Storage>;
  }

  async #write({ statements }: WriteInput) {
    await this.gate;
    const { fails } = this;
    if (fails === 'before the write' || fails === 'altogether') throw new Error('disk full');
    const added = statements.map((statement): Row => {
      const { cells } = (statement as { insert: { cells: Cells } }).insert;
      return Object.fromEntries(cells.map(({ column, value }) => [column.name, value])) as Row;
    });
    const taken = new Set(this.rows.map(({ number }) => number));
    if (added.some(({ number }) => taken.has(number))) throw new Error('not unique');
    this.writes.push(added.length);
    this.rows.push(...added);
    if (fails === 'after the write') throw new Error('connection lost');
    return [];
  }
}

async function open(table: UnreliableTable) {
  const told: ContactCentreEvent[] = [];
  const failures: string[] = [];
  const clock = new VirtualClock(1_000);
  const storage = table.stub();
  const sequencer = new Sequencer(new EventLog(storage), new Snapshots(storage), clock, configuration, {
    told: (events) => told.push(...events),
    failed: ({ code }) => failures.push(code),
    notKept: (thrown) => failures.push(String(thrown)),
  });
  await sequencer.open();
  const send = (command: Command) => sequencer.submit(command, (state) => state.number);
  return { sequencer, told, failures, send };
}
const logIn = (agent: string): Command => ({ type: 'log-in', agent });
const ready = (agent: string): Command => ({ type: 'set-ready', agent });

describe('Sequencer', () => {
  it('stores in one write what comes while another write is under way', async () => {
    const table = new UnreliableTable();
    const { send, told } = await open(table);
    let release = () => {};
    table.gate = new Promise((resolve) => {
      release = resolve;
    });
    const answers = [send(logIn('ada'))];
    await Promise.resolve();
    await Promise.resolve();
    answers.push(send(logIn('bob')), send(ready('bob')), send(logIn('cleo')));
    release();
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4]);
    expect(table.writes).toEqual([1, 3]);
    expect(told.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('tells nobody and answers nothing before the write has ended', async () => {
    const table = new UnreliableTable();
    const { sequencer, send, told } = await open(table);
    let release = () => {};
    table.gate = new Promise((resolve) => {
      release = resolve;
    });
    const seen: string[] = [];
    const answer = send(logIn('ada')).then(() => seen.push('answer'));
    const look = sequencer.look((state) => state.agent('ada').state).then((state) => seen.push(state));
    const refusal = send(ready('bob')).catch(() => seen.push('refusal'));
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    expect([seen, told, sequencer.durable, await sequencer.events(0, 10)]).toEqual([[], [], 0, []]);
    release();
    await Promise.all([answer, look, refusal]);
    expect(seen.sort()).toEqual(['answer', 'not-ready', 'refusal']);
  });

  it('takes back what could not be stored, and goes on when the log can be written again', async () => {
    const table = new UnreliableTable();
    const { sequencer, send, failures, told } = await open(table);
    await send(logIn('ada'));
    table.fails = 'before the write';
    const answers = await Promise.allSettled([send(ready('ada')), send(logIn('bob'))]);
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: ContactCentreErrors.LogUnavailable.code } });
    expect(failures).toHaveLength(1);
    expect(await sequencer.look((state) => [state.agent('ada').state, state.agent('bob').state])).toEqual([
      'not-ready',
      'offline',
    ]);
    table.fails = 'never';
    expect(await send(logIn('bob'))).toBe(2);
    expect(told.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('counts as stored what was written although the answer got lost', async () => {
    const table = new UnreliableTable();
    const { send, told, failures } = await open(table);
    table.fails = 'after the write';
    expect(await send(logIn('ada'))).toBe(1);
    expect(await send(ready('ada'))).toBe(2);
    expect([told.length, failures]).toEqual([2, []]);
  });

  it('says that the log cannot be read when it cannot, and recovers by itself', async () => {
    const table = new UnreliableTable();
    const { send } = await open(table);
    table.fails = 'altogether';
    await expect(send(logIn('ada'))).rejects.toThrow('disk full');
    await expect(send(logIn('ada'))).rejects.toThrow('no connection');
    table.fails = 'never';
    expect(await send(logIn('ada'))).toBe(1);
  });

  it('stops for ever when another process has written', async () => {
    const table = new UnreliableTable();
    const one = await open(table);
    const two = await open(table);
    await one.send(logIn('ada'));
    await expect(two.send(logIn('bob'))).rejects.toThrow(ContactCentreErrors.LogTaken);
    await expect(two.send(logIn('bob'))).rejects.toThrow(ContactCentreErrors.LogTaken);
    expect(table.rows).toHaveLength(1);
  });

  it('splits no decision between two writes, however much there is to write', async () => {
    const table = new UnreliableTable();
    const { send } = await open(table);
    await send(logIn('ada'));
    let release = () => {};
    table.gate = new Promise((resolve) => {
      release = resolve;
    });
    const first = send(ready('ada'));
    await Promise.resolve();
    await Promise.resolve();
    const calls = Array.from({ length: 1_500 }, (_, call) => {
      const facts = { channel: 'voice', gateway: 'g', externalId: `${call}`, from: '1', to: '2' } as const;
      return send({ type: 'arrive', contact: `c${call}`, queue: 'service', ...facts, attributes: {} });
    });
    release();
    await Promise.all([first, ...calls]);
    expect(table.writes.slice(0, 3)).toEqual([1, 1, 2_000]);
    expect(table.writes.reduce((sum, size) => sum + size, 0)).toBe(table.rows.length);
    // The first call is offered at once: arrived, queued, offered and the agent's change belong together.
    let end = 0;
    for (const size of table.writes) {
      end += size;
      expect(table.rows[end - 1]?.type).not.toMatch(/^(contact-arrived|offer-made)$/);
    }
  });

  it('refuses a log in which a number is missing', async () => {
    const table = new UnreliableTable();
    const { send } = await open(table);
    await send(logIn('ada'));
    await send(ready('ada'));
    table.rows.shift();
    await expect(open(table)).rejects.toThrow('event 1 is expected, 2 was found');
  });
});
