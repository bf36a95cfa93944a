import { VirtualClock } from '@caruso/core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Screen } from '../src/contract.js';
import { ScriptErrors } from '../src/errors.js';
import { DialogEngine } from '../src/session/dialog-engine.js';
import { MemoryJournal } from '../src/session/memory-journal.js';
import { ScriptCatalogue } from '../src/session/script-catalogue.js';
import { contextOf } from '../src/step/dialog-state.js';
import { replay } from '../src/step/evolve.js';

const text = `<script id="pay" version="3" lang="en">
  <question id="name" type="text"><text>Name?</text></question>
  <question id="pin" type="digits" private="yes"><text>PIN?</text><check test="length(value) == 4"/></question>
  <do id="check" service="bank.check"><with name="pin" value="answers.pin"/><failed><info id="no"><text>No.</text><hint>{failure.message}</hint></info></failed></do>
  <info id="sum"><text>Thank you.</text></info>
  <end id="done" outcome="paid"><text>Goodbye.</text></end>
</script>`;
const who = 'ann';

describe('private answers', () => {
  let journal: MemoryJournal;
  let engine: DialogEngine;
  let failing: boolean;
  beforeEach(() => {
    failing = false;
    journal = new MemoryJournal();
    engine = new DialogEngine({
      journal,
      scripts: new ScriptCatalogue([{ file: 'pay.xml', text }]),
      call: async (_contract, _operation, { pin }) => {
        if (failing) throw new Error(`the card with PIN ${String(pin)} is blocked`);
        return { pin };
      },
      clock: new VirtualClock(),
      zone: 'UTC',
    });
  });
  const begin = (channel: 'agent' | 'web' = 'agent') =>
    engine.begin({ script: 'pay', channel, owner: who, input: {}, customer: 'c-1' });
  const answer = ({ dialog, step }: Screen, value: unknown) => engine.act(dialog, who, { type: 'answer', step, value });
  const paid = async (channel: 'agent' | 'web' = 'agent') => answer(await answer(await begin(channel), 'Ada'), '4711');
  const kept = async (dialog: string) => JSON.stringify(await journal.entries(dialog, 0));

  it('are shown to those who gave them, and masked when the dialog moves on', async () => {
    const web = await paid('web');
    expect(web.trail).toContainEqual({ node: 'pin', text: 'PIN?', answer: '4711' });
    const agent = await engine.show({ dialog: web.dialog, channel: 'agent' });
    expect(agent.trail).toContainEqual({ node: 'pin', text: 'PIN?', answer: '•••' });
    expect(JSON.stringify(agent)).not.toMatch(/\b4711\b/);
  });

  it('are not offered again to others', async () => {
    const asked = await answer(await begin('web'), 'Ada');
    expect(asked.node.question).toMatchObject({ private: true });
    const refused = await answer(asked, '47');
    expect(refused.node.question?.prefill).toBe('47');
    const agent = await engine.show({ dialog: refused.dialog, channel: 'agent' });
    expect(agent.complaint).toBeDefined();
    expect(agent.node.question?.prefill).toBeUndefined();
  });

  it('are masked in what a service says of its failure, and in the history', async () => {
    failing = true;
    const screen = await paid();
    expect(screen.node.hint).toEqual([{ text: 'the card with PIN ••• is blocked' }]);
    const history = await engine.history(screen.dialog);
    expect(JSON.stringify(history)).not.toMatch(/\b4711\b/);
    expect(history.map(({ event, node, who: by, version }) => [event, node, by, version])).toEqual([
      ['start', undefined, who, '3'],
      ['answer', 'name', who, '3'],
      ['answer', 'pin', who, '3'],
      ['begin', 'check', who, '3'],
      ['failed', 'check', who, '3'],
    ]);
    expect(history[1]).toMatchObject({ value: 'Ada', verdict: 'accepted', channel: 'agent', language: 'en', seq: 2 });
    expect(history[2]).toMatchObject({ hidden: 'private' });
  });

  it('can be erased alone: nobody can go on then, and who did what stays', async () => {
    const { dialog, step } = await paid();
    expect(await engine.erase({ dialog, which: 'private', who: 'officer' })).toEqual([dialog]);
    const [, name, pin] = await engine.history(dialog);
    expect([name, pin]).toMatchObject([{ value: 'Ada' }, { hidden: 'erased', who, node: 'pin' }]);
    expect((await engine.history(dialog)).at(-1)).toMatchObject({ event: 'erased', reason: 'private', who: 'officer' });
    await expect(engine.show({ dialog })).rejects.toSatisfy(ScriptErrors.Erased.is);
    await expect(engine.act(dialog, who, { type: 'next', step })).rejects.toSatisfy(ScriptErrors.Erased.is);
    expect(await engine.list({ customer: 'c-1', limit: 5 })).toMatchObject([{ dialog, state: 'erased' }]);
  });

  it('are erased with all others of a customer, in every dialog, and that can be asked for again', async () => {
    const [one, other] = [await paid(), await paid('web')];
    const stranger = await engine.begin({ script: 'pay', channel: 'agent', owner: who, input: {}, customer: 'c-2' });
    await engine.erase({ dialog: one.dialog, which: 'private', who });
    const erased = await engine.erase({ customer: 'c-1', which: 'all', who });
    expect(erased.toSorted()).toEqual([one.dialog, other.dialog].toSorted());
    await engine.erase({ customer: 'c-1', which: 'all', who });
    for (const { dialog } of [one, other]) {
      expect(await kept(dialog)).not.toMatch(/Ada|\b4711\b/);
      expect((await journal.entries(dialog, 0)).map(({ seq }) => seq)).toEqual(
        (await engine.history(dialog)).map(({ seq }) => seq),
      );
    }
    expect((await engine.show({ dialog: stranger.dialog })).state).toBe('open');
  });

  it('leave a journal that still can be replayed, to a state that says so', async () => {
    const { dialog } = await paid();
    await engine.erase({ dialog, which: 'all', who });
    const { compiled } = new ScriptCatalogue([{ file: 'pay.xml', text }]).get('pay');
    const state = replay(compiled, await journal.entries(dialog, 0));
    expect(state).toMatchObject({ erased: true, seq: 6 });
    expect(state && contextOf(state).answers).toEqual({});
  });
});
