import { defineContract, VirtualClock } from '@caruso/core';
import { ServiceErrors } from '@caruso/service-manager';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ServiceCaller } from '../src/session/carry-out.js';
import { DialogEngine } from '../src/session/dialog-engine.js';
import { MemoryJournal } from '../src/session/memory-journal.js';
import { ScriptCatalogue } from '../src/session/script-catalogue.js';

const Billing = defineContract('billing', '1.0.0', {
  book: { input: z.object({ amount: z.number() }), output: z.object({}) },
  store: { input: z.object({ amount: z.number(), idempotencyKey: z.string() }), output: z.object({}) },
});
const scriptOf = (operation: string) => `<script id="pay" version="1" lang="en" on="agent">
  <info id="ready"><text>Ready?</text></info>
  <do id="act" service="billing.${operation}" retries="2" timeout="3s"><with name="amount" value="1"/>
    <undo service="billing.${operation}"><with name="amount" value="0"/></undo><failed><go to="unsure"/></failed></do>
  <end id="paid" outcome="paid"><text>Paid.</text></end>
  <end id="unsure" outcome="unsure"><text>{failure.code} {failure.uncertain}</text></end>
</script>`;

/** One attempt at a call, as the service saw it. */
interface Attempt {
  readonly input: unknown;
  readonly timeoutMs: number | undefined;
}

const down = () => new ServiceErrors.Unavailable({ contract: 'billing', waitedMs: 0, candidates: [] });
const never = () => new Promise<never>(() => {});
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('an action with retries and a time-out whose process ends', () => {
  let journal: MemoryJournal;
  let attempts: Attempt[];
  let clock: VirtualClock;
  beforeEach(() => {
    journal = new MemoryJournal();
    attempts = [];
    clock = new VirtualClock();
  });

  /** An engine of its own on the same journal, as after a crash. */
  function engineOn(operation: string, outcomes: (() => unknown)[]): DialogEngine {
    const call: ServiceCaller = async (_contract, _operation, input, { timeoutMs }) => {
      attempts.push({ input, timeoutMs });
      return outcomes.shift()?.() ?? {};
    };
    const scripts = new ScriptCatalogue([{ file: 'pay.xml', text: scriptOf(operation) }], [Billing]);
    return new DialogEngine({ journal, scripts, call, clock, zone: 'UTC' });
  }

  /** Begins an action, and leaves the engine alone while it is under way. */
  async function crash(operation: string, outcomes: (() => unknown)[]): Promise<string> {
    const engine = engineOn(operation, outcomes);
    const { dialog, step } = await engine.begin({ script: 'pay', channel: 'agent', owner: 'ann' });
    void engine.act(dialog, 'ann', { type: 'next', step });
    await turn();
    // Its clock stands still: a process that has ended wakes up no more.
    clock = new VirtualClock();
    return dialog;
  }

  /** Looks at a dialog, and lets all pauses pass. */
  async function takenUp(dialog: string, operation: string, outcomes: (() => unknown)[]) {
    const shown = engineOn(operation, outcomes).show({ dialog });
    for (let pauses = 0; pauses < 5; pauses += 1) {
      await turn();
      clock.advance(5_000);
    }
    return shown;
  }

  const fail = (error: () => Error) => () => {
    throw error();
  };

  it.each([
    ['in the middle of an attempt', [never]],
    ['in the pause between two attempts', [fail(down)]],
  ])(
    'is tried again with the same key, time-out and as many retries, when it can be repeated (%s)',
    async (_, first) => {
      const dialog = await crash('store', first);
      const screen = await takenUp(dialog, 'store', [fail(down), fail(down)]);
      expect(screen).toMatchObject({ state: 'ended', outcome: 'paid' });
      const attempt = { input: { amount: 1, idempotencyKey: `${dialog}/act/1` }, timeoutMs: 3_000 };
      expect(attempts).toEqual([attempt, attempt, attempt, attempt]);
    },
  );

  it('fails when the retries after the crash are used up, too', async () => {
    const dialog = await crash('store', [never]);
    const screen = await takenUp(dialog, 'store', [fail(down), fail(down), fail(down)]);
    expect(screen.node.text).toEqual([{ text: 'CRS-SVC-002 no' }]);
    expect(attempts).toHaveLength(4);
  });

  it.each([
    ['in the middle of an attempt', [never]],
    ['in the pause between two attempts', [fail(down)]],
  ])(
    'is not tried again when it could act twice, but fails with nobody knowing whether it did (%s)',
    async (_, first) => {
      const dialog = await crash('book', first);
      const screen = await takenUp(dialog, 'book', []);
      expect(screen.node.text).toEqual([{ text: 'interrupted yes' }]);
      expect(attempts).toHaveLength(1);
    },
  );

  it('stays failed after a time-out that was written before the crash', async () => {
    const late = () => new ServiceErrors.TimedOut({ contract: 'billing', operation: 'book', timeoutMs: 3_000 });
    const dialog = await crash('book', [fail(late)]);
    const screen = await takenUp(dialog, 'book', []);
    expect(screen.node.text).toEqual([{ text: expect.stringMatching(/^CRS-SVC-\d{3} yes$/) }]);
    expect(attempts).toHaveLength(1);
  });
});
