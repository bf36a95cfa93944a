import { VirtualClock } from '@caruso/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ScriptErrors } from '../src/errors.js';
import { DialogEngine } from '../src/session/dialog-engine.js';
import { MemoryJournal } from '../src/session/memory-journal.js';
import { ScriptCatalogue } from '../src/session/script-catalogue.js';
import { contextOf } from '../src/step/dialog-state.js';
import { replay, statesAlong } from '../src/step/evolve.js';
import { Walk } from './support/walk.js';

const text = `
<script id="order" version="1" lang="en">
  <question id="pieces" type="number"><text>How many pieces?</text></question>
  <question id="colour" type="text"><text>Which colour?</text></question>
  <end id="bye" outcome="completed"><text>Goodbye.</text></end>
</script>`;
const who = 'agent-1';

/** A journal that counts how often it is read. */
class CountedJournal extends MemoryJournal {
  reads = 0;

  override entries(dialog: string, after: number) {
    this.reads += 1;
    return super.entries(dialog, after);
  }
}

describe('a dialog that an engine has in memory', () => {
  let journal: CountedJournal;
  let one: DialogEngine;
  let other: DialogEngine;
  beforeEach(() => {
    journal = new CountedJournal();
    const engine = () =>
      new DialogEngine({
        journal,
        scripts: new ScriptCatalogue([{ file: 'order.xml', text }]),
        call: async () => ({}),
        clock: new VirtualClock(0),
        zone: 'UTC',
      });
    [one, other] = [engine(), engine()];
  });
  const begin = () => one.begin({ script: 'order', channel: 'agent', owner: who });

  it('goes on without reading its journal', async () => {
    const { dialog, step } = await begin();
    expect((await one.act(dialog, who, { type: 'answer', step, value: '3' })).node.id).toBe('colour');
    expect(journal.reads).toBe(0);
  });

  it('shows where it stands now to who answers a step that was answered elsewhere', async () => {
    const { dialog, step } = await begin();
    const screen = await other.act(dialog, who, { type: 'answer', step, value: '3' });
    const late = one.act(dialog, who, { type: 'answer', step, value: '4' });
    await expect(late).rejects.toMatchObject({ code: 'CRS-SCR-003', data: { screen } });
    expect(await one.act(dialog, who, { type: 'answer', step, value: '3' })).toEqual(screen);
    expect((await one.act(dialog, who, { type: 'answer', step: screen.step, value: 'red' })).state).toBe('ended');
  });

  it('belongs to whom another engine has given it', async () => {
    const { dialog } = await begin();
    const taken = await other.show({ dialog, who: 'agent-2' });
    const next = await one.act(dialog, 'agent-2', { type: 'answer', step: taken.step, value: '3' });
    expect(next.node.id).toBe('colour');
    const stranger = one.act(dialog, who, { type: 'answer', step: next.step, value: 'red' });
    await expect(stranger).rejects.toSatisfy(ScriptErrors.NotOwner.is);
  });

  it('is not gone on with when another engine has erased it', async () => {
    const { dialog, step } = await begin();
    await other.erase({ dialog, who: 'supervisor' });
    const late = one.act(dialog, who, { type: 'answer', step, value: '3' });
    await expect(late).rejects.toSatisfy(ScriptErrors.Erased.is);
  });
});

describe('a replay', () => {
  it('changes nothing in the state from which it goes on', () => {
    const walk = new Walk(text, { unchecked: true }).start();
    walk.answer('3');
    const first = replay(walk.compiled, walk.journal);
    walk.answer('red');
    const { answers } = contextOf(first ?? walk.state);
    const [next] = [...statesAlong(walk.compiled, first, walk.journal.slice(2))].slice(-1);
    expect(next && contextOf(next.state).answers).toEqual({ pieces: '3', colour: 'red' });
    expect(answers).toEqual({ pieces: '3' });
  });
});
