import { VirtualClock } from '@caruso/core';
import { ServiceErrors } from '@caruso/service-manager';
import { describe, expect, it } from 'vitest';
import type { Screen } from '../src/contract.js';
import { ScriptErrors } from '../src/errors.js';
import { DialogEngine } from '../src/session/dialog-engine.js';
import { MemoryJournal } from '../src/session/memory-journal.js';
import { ScriptCatalogue } from '../src/session/script-catalogue.js';

const text = `<script id="s" version="1" lang="en">
  <question id="name" type="text"><text>Name?</text></question>
  <lookup id="find" service="crm.find" into="found"><with name="name" value="answers.name"/><failed><info id="down"><text>Not now.</text></info></failed></lookup>
  <info id="none" when="count(found) == 0"><text>Nobody is called so.</text><go to="name"/></info>
  <info id="several" when="count(found) gt 1"><text>Several are called so.</text><go to="name"/></info>
  <question id="sure" type="yesno"><text>Sure?</text></question>
  <do id="book" service="crm.book"><failed><info id="failed"><text>Not booked.</text><hint>{failure.code} {failure.uncertain}</hint></info></failed></do>
  <end id="done" outcome="ok"><text>Goodbye.</text></end>
</script>`;
const who = 'ann';

function setUp(services: Readonly<Record<string, () => unknown>> = {}) {
  const journal = new MemoryJournal();
  const engine = new DialogEngine({
    journal,
    scripts: new ScriptCatalogue([{ file: 's.xml', text }]),
    call: async (_contract, operation) => (services[operation] ?? (() => [{}]))(),
    clock: new VirtualClock(),
    zone: 'UTC',
  });
  const answer = ({ dialog, step }: Screen, value: unknown) => engine.act(dialog, who, { type: 'answer', step, value });
  const begin = () => engine.begin({ script: 's', channel: 'agent', owner: who, input: {} });
  return { journal, engine, answer, begin };
}

describe('what comes in wrongly', () => {
  it.each([
    ['nothing', [], 'none'],
    ['two', [{}, {}], 'several'],
    ['null', null, 'none'],
    ['something else than was promised', 'garbage', 'none'],
    ['no value', undefined, 'none'],
  ])('a lookup that finds %s is for the script to judge, and never stops a dialog', async (_, result, node) => {
    const { answer, begin } = setUp({ find: () => result });
    expect((await answer(await begin(), 'Ada')).node.id).toBe(node);
  });

  it.each([
    ['fails', () => new Error('no'), 'failed no'],
    ['times out', () => new ServiceErrors.TimedOut({ contract: 'crm', operation: 'book', timeoutMs: 1 }), 'yes'],
    [
      'answers garbage',
      () => new ServiceErrors.InvalidOutput({ contract: 'crm', operation: 'book', issues: 'x' }),
      'CRS-SVC',
    ],
  ])('an action that %s takes the failure path', async (_, error, hint) => {
    const { answer, begin } = setUp({
      book: () => {
        throw error();
      },
    });
    const screen = await answer(await answer(await begin(), 'Ada'), true);
    expect(screen.node).toMatchObject({ id: 'failed', hint: [{ text: expect.stringContaining(hint) }] });
  });

  it('an answer for another question, a second one, and one of another user are told apart', async () => {
    const { answer, begin, engine } = setUp();
    const first = await begin();
    const second = await answer(first, 'Ada');
    expect(await answer(first, 'Ada')).toEqual(second);
    await expect(answer(first, 'Bob')).rejects.toSatisfy(ScriptErrors.StaleStep.is);
    const foreign = engine.act(second.dialog, 'bob', { type: 'answer', step: second.step, value: true });
    await expect(foreign).rejects.toSatisfy(ScriptErrors.NotOwner.is);
    await expect(engine.act(second.dialog, who, { type: 'next', step: second.step })).rejects.toSatisfy(
      ScriptErrors.NotPossible.is,
    );
    await expect(engine.show({ dialog: 'nobody' })).rejects.toSatisfy(ScriptErrors.UnknownDialog.is);
  });

  it('a dialog whose version is gone is named with it', async () => {
    const { journal, begin } = setUp();
    const { dialog } = await begin();
    journal.script = async () => undefined;
    const engine = new DialogEngine({
      journal,
      scripts: new ScriptCatalogue([{ file: 's.xml', text: text.replace('version="1"', 'version="2"') }]),
      call: async () => null,
      clock: new VirtualClock(),
      zone: 'UTC',
    });
    await expect(engine.show({ dialog })).rejects.toSatisfy(ScriptErrors.MissingVersion.is);
    expect(await engine.migrations({ script: 's' })).toMatchObject([{ dialog, result: 'impossible' }]);
  });
});
