import { VirtualClock } from '@caruso/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ScriptErrors } from '../src/errors.js';
import { DialogEngine, MemoryJournal, readKeys, type Screen, ScriptCatalogue, voiceTurn } from '../src/index.js';

const text = `
<script id="move" version="1" lang="en" on="ivr web agent">
  <question id="customer" type="digits"><text>Your customer number?</text><voice length="4"/></question>
  <question id="day" type="date"><text>Which day?</text></question>
  <question id="street" type="text" on="web agent"><text>Which street?</text></question>
  <question id="sure" type="yesno"><text>Shall I order it?</text></question>
  <end id="done" outcome="ordered"><text>It is ordered.</text></end>
</script>`;

let clock: VirtualClock;
let journal: MemoryJournal;
let engine: DialogEngine;
const caller = 'caller:1';

/** An engine as it is after a restart: it knows what is in the journal. */
const started = () =>
  new DialogEngine({
    journal,
    clock,
    zone: 'UTC',
    scripts: new ScriptCatalogue([{ file: 'move.xml', text }]),
    call: async () => null,
  });

beforeEach(() => {
  clock = new VirtualClock(Date.parse('2026-06-01T10:00:00Z'));
  journal = new MemoryJournal();
  engine = started();
});

const call = () => engine.begin({ script: 'move', channel: 'ivr', owner: caller });

/** The caller presses keys; nothing for silence. */
function press(screen: Screen, keys: string): Promise<Screen> {
  const input = readKeys(screen, keys);
  return engine.act(screen.dialog, caller, { ...input, step: screen.step } as never);
}

describe('a dialog that moves', () => {
  it('begins on the telephone, goes on on the web by a link, and ends with an agent who sees all answers', async () => {
    const asked = await press(await call(), '4711');
    const { token, expiresAt } = await engine.link({ dialog: asked.dialog, who: caller });
    expect(expiresAt).toBe('2026-06-01T11:00:00.000Z');
    const dated = await press(asked, '01072026');
    expect(dated.node.id, 'the link does not disturb the call; the street is left out there').toBe('sure');

    engine = started();
    const visitor = 'visitor:9';
    const onWeb = await engine.redeem(token, visitor);
    expect(onWeb).toMatchObject({ channel: 'web', node: { id: 'sure' } });
    expect(onWeb.voice).toBeUndefined();
    expect(onWeb.trail.map(({ answer }) => answer)).toEqual(['4711', 'Jul 1, 2026']);
    await expect(press(dated, '1'), 'the caller has it no more').rejects.toThrow(ScriptErrors.NotOwner);

    const back = await engine.act(onWeb.dialog, visitor, { type: 'back', step: onWeb.step });
    const street = await engine.act(back.dialog, visitor, { type: 'answer', step: back.step, value: '2026-07-02' });
    expect(street.node.id).toBe('street');
    await engine.act(street.dialog, visitor, { type: 'answer', step: street.step, value: 'Elm Street' });

    const withAgent = await engine.show({ dialog: onWeb.dialog, channel: 'agent', who: 'agent-1' });
    expect(withAgent.trail.map(({ answer }) => answer)).toEqual(['4711', 'Jul 2, 2026', 'Elm Street']);
    const end = await engine.act(onWeb.dialog, 'agent-1', { type: 'answer', step: withAgent.step, value: true });
    expect(end).toMatchObject({ state: 'ended', outcome: 'ordered' });
    const entries = await journal.entries(end.dialog, 0);
    expect([...new Set(entries.map(({ channel }) => channel))]).toEqual(['ivr', 'web', 'agent']);
    expect(JSON.stringify(entries), 'only the hash of the link is kept').not.toContain(token.split('.')[1]);
  });

  it('is taken over once by a link, and by one person', async () => {
    const { dialog } = await call();
    const { token } = await engine.link({ dialog, who: caller });
    const [one, other] = await Promise.allSettled([engine.redeem(token, 'a'), engine.redeem(token, 'b')]);
    expect([one.status, other.status]).toEqual(['fulfilled', 'rejected']);
    await expect(engine.redeem(token, 'a')).rejects.toThrow(ScriptErrors.LinkNotValid);
  });

  it('is opened neither by a token that has expired, was replaced, or is wrong, nor when it is over', async () => {
    const { dialog } = await call();
    const first = await engine.link({ dialog, who: caller, minutes: 5 });
    const second = await engine.link({ dialog, who: caller, minutes: 5 });
    const wrong = [
      first.token,
      '',
      '.',
      dialog,
      `${dialog}.`,
      `nobody.${'x'.repeat(43)}`,
      `${dialog}.${'x'.repeat(43)}`,
    ];
    for (const token of wrong) {
      await expect(engine.redeem(token, 'visitor:9'), token).rejects.toThrow(ScriptErrors.LinkNotValid);
    }
    clock.advance(5 * 60_000);
    await expect(engine.redeem(second.token, 'visitor:9')).rejects.toThrow(ScriptErrors.LinkNotValid);
    const third = await engine.link({ dialog, who: caller });
    await engine.cancel(dialog, caller);
    await expect(engine.redeem(third.token, 'visitor:9')).rejects.toThrow(ScriptErrors.LinkNotValid);
    expect((await engine.show({ dialog })).channel).toBe('ivr');
  });

  it('gives links to its owner alone, and only to channels that the script has', async () => {
    const { dialog } = await call();
    await expect(engine.link({ dialog, who: 'agent-2' })).rejects.toThrow(ScriptErrors.NotOwner);
    await expect(engine.link({ dialog, who: caller, channel: 'chat' })).rejects.toThrow(ScriptErrors.NotOnChannel);
  });
});

describe('silence on the telephone', () => {
  it('counts once, however often and late it is reported, also after a restart', async () => {
    const asked = await call();
    const silence = { type: 'silence', step: asked.step } as const;
    const again = await engine.act(asked.dialog, caller, silence);
    expect(again.voice?.triesLeft).toBe(2);
    engine = started();
    expect((await engine.act(asked.dialog, caller, silence)).voice?.triesLeft).toBe(2);
    const answered = await press(again, '4711');
    await expect(engine.act(asked.dialog, caller, silence)).rejects.toThrow(ScriptErrors.StaleStep);
    await expect(engine.act(again.dialog, caller, { ...silence, step: again.step })).rejects.toThrow(
      ScriptErrors.StaleStep,
    );
    expect(answered.voice?.triesLeft).toBe(3);
  });

  it('is due at a time that a restart does not move', async () => {
    const { dialog, voice } = await call();
    clock.advance(3_000);
    engine = started();
    const shown = await engine.show({ dialog });
    expect(shown.voice?.deadline).toBe(voice?.deadline);
    expect(voiceTurn(shown).deadline).toBe(voice?.deadline);
  });
});
