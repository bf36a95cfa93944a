import { VirtualClock } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { configuration } from '../../test/support/centre.js';
import { UnreliableTable } from '../../test/support/unreliable-table.js';
import type { ContactCentreEvent } from '../contract.js';
import type { Command } from '../decide/command.js';
import { ContactCentreErrors } from '../errors.js';
import { ContactHistory } from '../log/contact-history.js';
import { EventLog } from '../log/event-log.js';
import { Snapshots } from '../log/snapshots.js';
import { Sequencer } from './sequencer.js';

async function open(table: UnreliableTable, as: 'writer' | 'standing by' = 'writer') {
  const told: ContactCentreEvent[] = [];
  const lease = { isOurs: true };
  const failures: string[] = [];
  const clock = new VirtualClock(1_000);
  const storage = table.stub();
  const stores = {
    log: new EventLog(storage),
    snapshots: new Snapshots(storage),
    history: new ContactHistory(storage),
  };
  const sequencer = new Sequencer(stores, clock, configuration, {
    told: (events) => told.push(...events),
    failed: ({ code }) => failures.push(code),
    notKept: (thrown) => failures.push(String(thrown)),
    mayWrite: async () => lease.isOurs,
  });
  if (as === 'writer') await sequencer.open();
  const send = (command: Command) => sequencer.submit(command, (state) => state.number);
  return { sequencer, clock, told, failures, send, lease };
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

  it('holds no offer against an agent who could not answer because the log could not be written', async () => {
    const table = new UnreliableTable();
    const { clock, send, told } = await open(table);
    await send(logIn('ada'));
    await send(ready('ada'));
    const facts = { channel: 'voice', gateway: 'g', externalId: '1', from: '1', to: '2' } as const;
    await send({ type: 'arrive', contact: 'c', queue: 'service', ...facts, attributes: {} });
    table.fails = 'altogether';
    await expect(send({ type: 'set-penalty', agent: 'ada', penalty: 1 })).rejects.toThrow('disk full');
    clock.advance(20_000);
    table.fails = 'never';
    await send({ type: 'expire' });
    expect(told.at(-1)).toMatchObject({ type: 'offer-extended', agent: 'ada', deadline: clock.now() + 10_000 });
    clock.advance(10_000);
    await send({ type: 'expire' });
    expect(told.at(-2)).toMatchObject({ type: 'offer-timed-out', agent: 'ada' });
  });

  it('decides nothing more when another process has written', async () => {
    const table = new UnreliableTable();
    const one = await open(table);
    const two = await open(table);
    await one.send(logIn('ada'));
    await expect(two.send(logIn('bob'))).rejects.toThrow(ContactCentreErrors.LogTaken);
    await expect(two.send(logIn('bob'))).rejects.toThrow(ContactCentreErrors.LogTaken);
    expect(table.rows).toHaveLength(1);
  });

  it('shows what another process stores while it stands by, and when it has lost the log', async () => {
    const table = new UnreliableTable();
    const writer = await open(table);
    await writer.send(logIn('ada'));
    const { sequencer } = await open(table, 'standing by');
    expect([writer.sequencer.role, sequencer.role]).toEqual(['active', 'standby']);
    expect((await sequencer.events(0, 10)).map(({ type }) => type)).toEqual(['agent-logged-in']);
    await sequencer.open();
    await sequencer.submit(logIn('bob'), () => undefined);
    await expect(writer.send(logIn('bob'))).rejects.toMatchObject({ code: 'CRS-COM-020' });
    expect([writer.sequencer.role, sequencer.role]).toEqual(['standby', 'active']);
    expect(await writer.sequencer.events(1, 10)).toMatchObject([{ agent: 'bob' }]);
  });

  it('goes on with what another process has stored when the log is its own again', async () => {
    const table = new UnreliableTable();
    const one = await open(table);
    await one.send(logIn('ada'));
    const two = await open(table);
    await two.send(logIn('bob'));
    one.sequencer.yield();
    one.sequencer.standBy();
    await expect(one.send(ready('bob'))).rejects.toThrow(ContactCentreErrors.StandingBy);
    await one.sequencer.open();
    await one.send(ready('bob'));
    expect(table.rows.map(({ type }) => type)).toEqual(['agent-logged-in', 'agent-logged-in', 'agent-state-changed']);
  });

  it('does not go on with a log that became another process’s while it could not be written', async () => {
    const table = new UnreliableTable();
    const { sequencer, send, lease, failures } = await open(table);
    table.fails = 'altogether';
    await expect(send(logIn('ada'))).rejects.toThrow(ContactCentreErrors.LogUnavailable);
    table.fails = 'never';
    lease.isOurs = false;
    await expect(send(logIn('ada'))).rejects.toThrow(ContactCentreErrors.LogTaken);
    expect([sequencer.role, table.rows.length]).toEqual(['standby', 0]);
    expect(failures).toEqual(['CRS-COM-021', 'CRS-COM-020']);
  });

  it('stays a standby when it was reading the log again as it lost it', async () => {
    const table = new UnreliableTable();
    const { sequencer, send } = await open(table);
    await send(logIn('ada'));
    const opened = sequencer.open();
    sequencer.yield();
    sequencer.standBy();
    await expect(opened).rejects.toThrow(ContactCentreErrors.StandingBy);
    expect(sequencer.role).toBe('standby');
  });

  it('takes nothing for stored that was under way when the log was lost', async () => {
    const table = new UnreliableTable();
    const { sequencer, send, told } = await open(table);
    let opened: Promise<void> | undefined;
    table.meanwhile.push(() => {
      sequencer.yield();
      sequencer.standBy();
      opened = sequencer.open();
    });
    await expect(send(logIn('ada'))).rejects.toThrow(ContactCentreErrors.LogTaken);
    await opened;
    expect(told).toEqual([]);
    expect([sequencer.durable, sequencer.state.agent('ada').state]).toEqual([1, 'not-ready']);
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

  it('keeps at an erasure no snapshot of what is not stored, however much is decided meanwhile', async () => {
    const table = new UnreliableTable();
    const { sequencer, send } = await open(table);
    const facts = { channel: 'voice', gateway: 'g', externalId: '1', from: '1', to: '2' } as const;
    await send({ type: 'arrive', contact: 'c', queue: 'service', ...facts, attributes: {} });
    await send({ type: 'leave', contact: 'c', by: 'customer' });
    const answers: Promise<unknown>[] = [];
    table.meanwhile.push(
      () => answers.push(send(logIn('ada'))),
      () => answers.push(send(logIn('bob'))),
      () => {
        table.fails = 'before the write';
      },
    );
    const command = { type: 'erase-contact', contact: 'c', by: 'officer' } as const;
    await sequencer.erase([{ command, rewriting: (log) => log.erasing('c') }]);
    expect(await Promise.allSettled(answers)).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected' }]);
    expect(table.snapshots).toEqual([table.rows.length]);
  });

  it('deletes older snapshots in the write of the erasure, so that a crash behind it leaves none', async () => {
    const table = new UnreliableTable();
    const { sequencer, send } = await open(table);
    const facts = { channel: 'voice', gateway: 'g', externalId: '1', from: '1', to: '2' } as const;
    await send({ type: 'arrive', contact: 'c', queue: 'service', ...facts, attributes: {} });
    await send({ type: 'leave', contact: 'c', by: 'customer' });
    const command = { type: 'erase-contact', contact: 'c', by: 'officer' } as const;
    await sequencer.erase([{ command, rewriting: (log) => log.erasing('c') }]);
    expect(table.rows.at(-1)?.type).toBe('contact-erased');
    expect(table.dropped).toEqual([table.rows.length]);
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
