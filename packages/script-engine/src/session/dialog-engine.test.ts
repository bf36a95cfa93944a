import { type Actor, VirtualClock } from '@caruso/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ScriptErrors } from '../errors.js';
import { DialogEngine } from './dialog-engine.js';
import { MemoryJournal } from './memory-journal.js';
import { ScriptCatalogue } from './script-catalogue.js';

const text = `
<script id="order" version="1" lang="en">
  <question id="pieces" type="number"><text>How many pieces?</text></question>
  <do id="place" service="shop.order">
    <with name="pieces" value="answers.pieces"/>
    <failed><info id="unclear"><text>It is not known whether they were ordered.</text></info></failed>
  </do>
  <info id="ordered"><text>They are ordered.</text></info>
  <end id="bye" outcome="completed"><text>Goodbye.</text></end>
</script>`;
const who = 'agent-1';

/** A shop that takes an order at once, and confirms it when the test says so. */
class SlowShop {
  readonly orders: unknown[] = [];
  readonly actors: unknown[] = [];
  readonly #confirmations: (() => void)[] = [];

  order(input: unknown, actor?: Actor): Promise<unknown> {
    this.orders.push(input);
    this.actors.push(actor);
    return new Promise((resolve) => this.#confirmations.push(() => resolve({})));
  }

  /** Confirms the oldest order that waits, when everything that could go on by itself has done so. */
  async confirm(): Promise<void> {
    await new Promise(setImmediate);
    this.#confirmations.shift()?.();
  }
}

describe('DialogEngine', () => {
  let shop: SlowShop;
  let journal: MemoryJournal;
  let engine: DialogEngine;
  beforeEach(() => {
    shop = new SlowShop();
    journal = new MemoryJournal();
    engine = new DialogEngine({
      journal,
      scripts: new ScriptCatalogue([{ file: 'order.xml', text }]),
      call: (_contract, _operation, input, { actor }) => shop.order(input, actor),
      clock: new VirtualClock(),
      zone: 'Europe/Berlin',
    });
  });

  const begin = () => engine.begin({ script: 'order', channel: 'agent', owner: who, input: {} });
  const order = (dialog: string, step: string, value: unknown) =>
    engine.act(dialog, who, { type: 'answer', step, value });

  it('calls services for whom it is asked to go on, and by itself for whom the dialog was begun', async () => {
    const [ann, bob] = ['ann', 'bob'].map((id) => ({ id, roles: ['agent'] }));
    for (const actor of [bob, undefined]) {
      const { dialog, step } = await engine.begin({ script: 'order', channel: 'agent', owner: who, input: {} }, ann);
      const answered = engine.act(dialog, who, { type: 'answer', step, value: 3 }, actor);
      await shop.confirm();
      await answered;
    }
    expect(shop.actors).toEqual([bob, ann]);
  });

  it('takes the same answer once when it comes twice at the same time, and shows both the same screen', async () => {
    const { dialog, step } = await begin();
    const both = [order(dialog, step, 3), order(dialog, step, 3)];
    await shop.confirm();
    const [first, second] = await Promise.all(both);
    expect(first?.node.id).toBe('ordered');
    expect(second).toEqual(first);
    expect(shop.orders).toEqual([{ pieces: '3' }]);
  });

  it('shows a dialog that waits for a service when the service has answered', async () => {
    const { dialog, step } = await begin();
    const ordering = order(dialog, step, 3);
    await new Promise(setImmediate);
    const reloaded = engine.show({ dialog });
    const takenOver = engine.show({ dialog, who: 'agent-2' });
    await shop.confirm();
    expect(await reloaded).toEqual(await ordering);
    expect((await takenOver).node.id).toBe('ordered');
    expect(shop.orders).toHaveLength(1);
  });

  it('refuses another answer to a step while its first answer is carried out, and tells where the dialog stands', async () => {
    const { dialog, step } = await begin();
    const ordering = order(dialog, step, 3);
    const other = order(dialog, step, 4).catch((thrown: unknown) => thrown);
    await shop.confirm();
    const screen = await ordering;
    expect(await other).toSatisfy(ScriptErrors.StaleStep.is);
    expect(await other).toMatchObject({ data: { screen } });
    expect(shop.orders).toHaveLength(1);
  });

  it('cancels a dialog that waits for a service after the service has answered', async () => {
    const { dialog, step } = await begin();
    const ordering = order(dialog, step, 3);
    const cancelling = engine.cancel(dialog, who);
    await shop.confirm();
    expect((await ordering).node.id).toBe('ordered');
    await cancelling;
    const events = (await journal.entries(dialog, 0)).map(({ event }) => event);
    expect(events).toEqual(['start', 'answer', 'begin', 'done', 'cancel']);
  });

  it('lets no dialog wait for another', async () => {
    const [slow, other] = [await begin(), await begin()];
    const ordering = order(slow.dialog, slow.step, 3);
    await new Promise(setImmediate);
    expect(await engine.show({ dialog: other.dialog })).toEqual(other);
    await shop.confirm();
    await ordering;
  });

  it('goes on with a dialog after a request that failed', async () => {
    const { dialog, step } = await begin();
    const refused = engine
      .act(dialog, 'stranger', { type: 'answer', step, value: 3 })
      .catch((thrown: unknown) => thrown);
    const ordering = order(dialog, step, 3);
    await shop.confirm();
    expect(await refused).toSatisfy(ScriptErrors.NotOwner.is);
    expect((await ordering).node.id).toBe('ordered');
  });
});
