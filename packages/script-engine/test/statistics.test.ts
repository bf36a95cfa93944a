import { VirtualClock } from '@caruso/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { DialogEngine, MemoryJournal, ScriptCatalogue } from '../src/index.js';

const script = (version: string) => `<script id="ask" version="${version}" lang="en" on="web agent">
  <info id="hello"><text>Hello.</text></info>
  <question id="age" type="number"><text>How old?</text><check test="value &lt; 150"><text>No.</text></check>
    <go when="answers.age &lt; 18" to="young"/></question>
  <question id="sure" type="yesno" keep="silent"><text>Sure?</text></question>
  <end id="done" outcome="done"><text>Bye.</text></end>
  <end id="young" outcome="young"><text>Too young.</text></end>
</script>`;

const DAY = 86_400_000;

describe('the statistics of dialogs', () => {
  let clock: VirtualClock;
  let journal: MemoryJournal;
  let engine: DialogEngine;
  const engineOn = (version: string) =>
    new DialogEngine({
      journal,
      scripts: new ScriptCatalogue([{ file: 'ask.xml', text: script(version) }]),
      call: () => Promise.reject(new Error('no services')),
      clock,
      zone: 'UTC',
    });
  beforeEach(() => {
    clock = new VirtualClock(Date.parse('2026-03-01T10:00:00Z'));
    journal = new MemoryJournal();
    engine = engineOn('1');
  });

  /** Leads a dialog; every step takes ten seconds. */
  async function lead(replies: readonly unknown[], channel: 'web' | 'agent' = 'web') {
    let screen = await engine.begin({ script: 'ask', channel, owner: 'me', input: {} });
    for (const reply of replies) {
      clock.advance(10_000);
      const { dialog, step } = screen;
      if (reply === 'cancel') await engine.cancel(dialog, 'me');
      else if (reply === 'next' || reply === 'back') screen = await engine.act(dialog, 'me', { type: reply, step });
      else screen = await engine.act(dialog, 'me', { type: 'answer', step, value: reply });
    }
  }

  it('counts what was shown, answered, refused and left, and the way back, on the way that was taken', async () => {
    await lead(['next', '30', true]);
    await lead(['next', '200', '10']);
    await lead(['next', '40', 'back', '41', 'cancel']);
    await lead(['next']);
    clock.advance(2 * DAY);
    await lead(['next', '50']);
    const { total } = await engine.statistics({ script: 'ask' });
    expect(total).toMatchObject({
      dialogs: 5,
      ended: 2,
      left: 2,
      open: 1,
      unreadable: 0,
      outcomes: { done: 1, young: 1 },
    });
    const figures = total.steps.map(({ node, shown, answered, refused, back, left, standing }) => [
      node,
      shown,
      answered,
      refused,
      back,
      left,
      standing,
    ]);
    expect(figures).toEqual([
      ['hello', 5, 5, 0, 0, 0, 0],
      ['age', 6, 5, 1, 0, 1, 0],
      ['sure', 4, 1, 0, 1, 1, 1],
      ['young', 1, 0, 0, 0, 0, 0],
      ['done', 1, 0, 0, 0, 0, 0],
    ]);
    expect(total.ways).toContainEqual({ from: 'age', to: 'sure', count: 4 });
    expect(total.ways).toContainEqual({ from: 'age', to: 'young', count: 1 });
    const age = total.steps.find(({ node }) => node === 'age');
    // One answer of five was refused at first, so that it took twenty seconds.
    expect(age?.medianSeconds).toBeCloseTo(10, 0);
    expect(age?.p90Seconds).toBeCloseTo(20, 0);
  });

  it('does not count what was taken over without asking as shown', async () => {
    await lead(['next', '30', false]);
    await lead(['next', '30', 'back', 'back', 'next', '30']);
    const { total } = await engine.statistics({ script: 'ask' });
    expect(total.steps.find(({ node }) => node === 'sure')).toMatchObject({ shown: 3, answered: 1, back: 1 });
  });

  it('tells versions and channels apart, and takes only what was asked for', async () => {
    await lead(['next', '30', true]);
    await lead(['next', '30', true], 'agent');
    clock.advance(DAY);
    engine = engineOn('2');
    await lead(['next', '30', true], 'agent');
    const groups = async (filter: object) =>
      (await engine.statistics({ script: 'ask', ...filter })).groups.map(
        ({ version, channel, dialogs }) => `${version} ${channel} ${dialogs}`,
      );
    expect(await groups({})).toEqual(['1 agent 1', '1 web 1', '2 agent 1']);
    expect(await groups({ version: '2' })).toEqual(['2 agent 1']);
    expect(await groups({ channel: 'web' })).toEqual(['1 web 1']);
    expect(await groups({ from: '2026-03-02T00:00:00.000Z' })).toEqual(['2 agent 1']);
    expect(await groups({ to: '2026-03-02T00:00:00.000Z' })).toEqual(['1 agent 1', '1 web 1']);
    expect((await engine.statistics({ script: 'other' })).total).toMatchObject({ dialogs: 0, steps: [] });
  });
});
