import { VirtualClock } from '@caruso/core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Screen } from '../src/contract.js';
import { ScriptErrors } from '../src/errors.js';
import { DialogEngine } from '../src/session/dialog-engine.js';
import { MemoryJournal } from '../src/session/memory-journal.js';
import { ScriptCatalogue } from '../src/session/script-catalogue.js';

const ask = (id: string, attributes = 'type="text"', more = '') =>
  `<question id="${id}" ${attributes}><text>${id}?</text>${more}</question>`;
const order =
  '<do id="order" service="shop.order"><with name="what" value="answers.a"/><undo service="shop.cancel"/><failed/></do>';
const end = '<end id="done" outcome="ok"><text>Goodbye.</text></end>';
const script = (version: number, items: string, attributes = '') =>
  `<script id="s" version="${version}" lang="en"${attributes}>${items}${end}</script>`;
const first = script(1, `${ask('a')}${order}${ask('b')}${ask('c')}`);
const who = 'ann';

describe('a dialog on a new version of its script', () => {
  let journal: MemoryJournal;
  let called: string[];
  beforeEach(() => {
    journal = new MemoryJournal();
    called = [];
  });
  const engineOf = (text: string, others: readonly string[] = []) =>
    new DialogEngine({
      journal,
      scripts: new ScriptCatalogue([text, ...others].map((each, index) => ({ file: `s${index}.xml`, text: each }))),
      call: async (_contract, operation) => {
        called.push(operation);
        return { number: called.length };
      },
      clock: new VirtualClock(),
      zone: 'UTC',
    });
  const answer = (engine: DialogEngine, { dialog, step }: Screen, value: unknown) =>
    engine.act(dialog, who, { type: 'answer', step, value });
  const lead = async (engine: DialogEngine, ...values: readonly unknown[]) => {
    let screen = await engine.begin({ script: 's', channel: 'agent', owner: who, input: {} });
    for (const value of values) screen = await answer(engine, screen, value);
    return screen;
  };
  /** A dialog of the first version that stands at `c`, and what a second version would bring it. */
  const planned = async (items: string, attributes = '') => {
    const { dialog } = await lead(engineOf(first), 'x', 'y');
    const engine = engineOf(script(2, items, attributes));
    const [outcome] = await engine.migrations({ script: 's' });
    return { dialog, engine, outcome };
  };

  it('stands at the same step, with its answers, and nothing is done again', async () => {
    const { dialog, engine, outcome } = await planned(`${ask('a')}${order}${ask('b')}${ask('c')}${ask('d')}`);
    expect(outcome).toEqual({ dialog, from: '1', to: '2', result: 'same', node: 'c' });
    expect((await engine.show({ dialog })).script.version).toBe('1');
    expect(await engine.migrate(dialog, who)).toEqual(outcome);
    const screen = await engine.show({ dialog });
    expect(screen).toMatchObject({ script: { version: '2' }, node: { id: 'c' } });
    expect(screen.trail.map(({ answer: given }) => given)).toEqual(['x', 'y']);
    expect((await answer(engine, screen, 'z')).node.id).toBe('d');
    expect(called).toEqual(['order']);
  });

  it('goes on so after a restart, and in another process that had it in hand', async () => {
    const old = engineOf(first);
    const before = await lead(old, 'x', 'y');
    const engine = engineOf(script(2, `${ask('a')}${order}${ask('b')}${ask('c')}${ask('d')}`));
    await engine.migrate(before.dialog, who);
    const moved = await engine.show({ dialog: before.dialog });
    expect(await engineOf(first).show({ dialog: before.dialog })).toEqual(moved);
    expect(await old.show({ dialog: before.dialog })).toEqual(moved);
    await expect(answer(old, before, 'z')).rejects.toSatisfy(ScriptErrors.StaleStep.is);
  });

  it('asks again from a question that is new, with later answers as drafts, and does nothing twice on the way', async () => {
    const { dialog, engine, outcome } = await planned(`${ask('a')}${ask('new')}${order}${ask('b')}${ask('c')}`);
    expect(outcome).toMatchObject({ result: 'asks-again', node: 'new' });
    await engine.migrate(dialog, who);
    const after = await answer(engine, await engine.show({ dialog }), 'n');
    expect(after.node).toMatchObject({ id: 'b', question: { prefill: 'y' } });
    expect(called).toEqual(['order']);
    const back = await engine.act(dialog, who, { type: 'back', step: after.step });
    expect([back.node.id, called]).toEqual(['new', ['order', 'cancel']]);
    expect((await answer(engine, back, 'n')).node.id).toBe('b');
    expect(called).toEqual(['order', 'cancel', 'order']);
  });

  it('asks again for an answer that is no longer accepted', async () => {
    const { outcome } = await planned(`${ask('a')}${order}${ask('b', 'type="number"')}${ask('c')}`);
    expect(outcome).toMatchObject({ result: 'asks-again', node: 'b' });
  });

  it('knows by was= what has another id now', async () => {
    const renamed = `${ask('first', 'type="text" was="a"')}${order.replace('id="order"', 'id="buy" was="order"').replace('answers.a', 'answers.first')}${ask('second', 'type="text" was="b"')}${ask('c')}`;
    const { dialog, engine, outcome } = await planned(renamed);
    expect(outcome).toMatchObject({ result: 'same', node: 'c' });
    await engine.migrate(dialog, who);
    expect((await engine.show({ dialog })).trail.map(({ node }) => node)).toEqual(['first', 'second']);
    expect(called).toEqual(['order']);
  });

  it('stays where it is when that is impossible, and says why', async () => {
    const without = await planned(`${ask('a')}${ask('b')}${ask('c')}`);
    expect(without.outcome).toMatchObject({
      result: 'impossible',
      reason: '"order" has been carried out, and is not in version 2',
    });
    expect(await without.engine.migrate(without.dialog, who)).toEqual(without.outcome);
    expect((await without.engine.show({ dialog: without.dialog })).script.version).toBe('1');
    for (const [items, attributes, reason] of [
      [`${ask('a')}${order}`, ' on="web"', 'does not run on agent'],
      [`<input name="n"/>${ask('a')}${order}`, '', '"n" is missing'],
    ] as const) {
      const engine = engineOf(script(3, items, attributes));
      expect((await engine.migrations({ script: 's' }))[0]?.reason).toContain(reason);
    }
  });

  it('can be tried with a text that is no version yet, and with one that has errors', async () => {
    const engine = engineOf(first);
    await lead(engine, 'x');
    const text = script(2, `${ask('z')}${ask('a')}${order}${ask('b')}`);
    expect(await engine.migrations({ script: 's', text })).toMatchObject([
      { to: '2', result: 'asks-again', node: 'z' },
    ]);
    const broken = engine.migrations({ script: 's', text: text.replace('</question>', '') });
    await expect(broken).rejects.toThrow('not valid');
    expect(await engine.migrations({ script: 's' })).toEqual([]);
    await expect(engine.migrations({ script: 'other' })).rejects.toSatisfy(ScriptErrors.UnknownScript.is);
  });

  it('takes branches, rounds and information along', async () => {
    const rounds = `<info id="hello"><text>Hello.</text></info><section id="r" each="['1', '2']" as="n">${ask('q')}</section>${ask('last')}`;
    const branch = `<branch id="aside" title="Aside">${ask('why')}</branch>`;
    const text = (version: number, more = '') =>
      `<script id="s" version="${version}" lang="en">${rounds}${more}${end}${branch}</script>`;
    const old = engineOf(text(1));
    let screen = await old.begin({ script: 's', channel: 'agent', owner: who, input: {} });
    screen = await old.act(screen.dialog, who, { type: 'next', step: screen.step });
    screen = await answer(old, screen, 'one');
    screen = await old.act(screen.dialog, who, { type: 'branch', branch: 'aside', step: screen.step });
    screen = await answer(old, screen, 'because');
    screen = await answer(old, screen, 'two');
    const engine = engineOf(text(2, ask('more')));
    expect(await engine.migrate(screen.dialog, who)).toMatchObject({ result: 'same', node: 'last' });
    const moved = await engine.show({ dialog: screen.dialog });
    expect(moved.trail).toEqual(screen.trail);
  });

  it('tells of the move in its history, and can be erased as before', async () => {
    const { dialog, engine } = await planned(`${ask('a')}${order}${ask('b', 'type="text" private="yes"')}${ask('c')}`);
    await engine.migrate(dialog, 'release');
    const last = (await engine.history(dialog)).at(-1);
    expect(last).toMatchObject({ event: 'migrate', version: '2', who: 'release' });
    await engine.erase({ dialog, which: 'private', who });
    expect(JSON.stringify(await journal.entries(dialog, 0))).not.toContain('"y"');
    expect(JSON.stringify(await journal.entries(dialog, 0))).toContain('"x"');
  });
});
