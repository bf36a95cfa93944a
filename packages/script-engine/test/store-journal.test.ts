import { newId, VirtualClock } from '@caruso/core';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { engines } from '@caruso/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScriptErrors } from '../src/errors.js';
import { DialogEngine } from '../src/session/dialog-engine.js';
import type { DialogHead } from '../src/session/journal.js';
import { ScriptCatalogue } from '../src/session/script-catalogue.js';
import { StoreJournal } from '../src/session/store-journal.js';
import type { JournalEntry } from '../src/step/journal-entry.js';

const at = Date.parse('2026-06-01T10:00:00.123Z');
const awkward = 'Zählerstand “4711” ✓ 🙂 \\ \' "';
const who = 'agent-1';

const head = (dialog: string, more: Partial<DialogHead> = {}): DialogHead => ({
  dialog,
  script: 'order',
  version: '1',
  hash: 'a'.repeat(64),
  title: `Order ${awkward}`,
  channel: 'agent',
  owner: who,
  state: 'open',
  startedAt: new Date(at).toISOString(),
  changedAt: new Date(at + 1).toISOString(),
  seq: 1,
  ...more,
});
const answer = (seq: number, value: unknown): JournalEntry => ({
  event: 'answer',
  node: 'pieces',
  key: 'pieces',
  verdict: 'accepted',
  value,
  step: `s${seq - 1}`,
  seq,
  at: at + seq,
  who,
  channel: 'agent',
  language: 'de-AT',
});

async function dialogsIn(heads: AsyncIterable<DialogHead>): Promise<string[]> {
  const found: string[] = [];
  for await (const { dialog } of heads) found.push(dialog);
  return found;
}

const text = `
<script id="order" version="1" lang="en">
  <question id="pieces" type="number"><text>How many pieces?</text></question>
  <do id="place" service="shop.order"><with name="pieces" value="answers.pieces"/><failed/></do>
  <info id="ordered"><text>They are ordered.</text></info>
  <end id="bye" outcome="completed"><text>Goodbye.</text></end>
</script>`;

describe.each(engines)('StoreJournal on $name', ({ name, missing, create }) => {
  describe.skipIf(missing)(missing ? `skipped: ${missing}` : name, () => {
    let database: Awaited<ReturnType<typeof create>>;
    let running: RunningAssembly[];
    let orders: unknown[];
    beforeEach(async () => {
      database = await create();
      running = [];
      orders = [];
    });
    afterEach(async () => {
      for (const assembly of running) await assembly.stop();
      await database.drop();
    });

    /** A journal with connections of its own, as a process of its own has them. */
    async function openJournal(): Promise<StoreJournal> {
      const components = [storageManager({ stores: { system: database.url } })];
      const assembly = await startAssembly({ company: 'journals', components }, { log: silentLog });
      running.push(assembly);
      const journal = new StoreJournal(assembly.get(Storage));
      await journal.open();
      return journal;
    }

    const engineOn = (journal: StoreJournal) =>
      new DialogEngine({
        journal,
        scripts: new ScriptCatalogue([{ file: 'order.xml', text }]),
        call: async (_contract, _operation, input) => orders.push(input),
        clock: new VirtualClock(at),
        zone: 'Europe/Berlin',
      });

    it('gives back what was appended, in order and exactly', async () => {
      const dialog = newId();
      const entries = [
        answer(1, `${awkward} \u0000`),
        answer(2, { deep: [null, true, 1.5, { 'a.b': '12.50' }] }),
        answer(3, null),
        answer(4, awkward.repeat(500)),
      ];
      const journal = await openJournal();
      await journal.append(head(dialog, { seq: 2, customer: awkward }), entries.slice(0, 2), 0);
      const latest = head(dialog, { seq: 4, customer: awkward, state: 'ended', outcome: 'completed' });
      await journal.append(latest, entries.slice(2), 2);
      const later = await openJournal();
      expect(await later.entries(dialog, 0)).toEqual(entries);
      expect(await later.entries(dialog, 3)).toEqual(entries.slice(3));
      expect(await later.head(dialog)).toEqual(latest);
      expect(await later.head(newId())).toBeUndefined();
      expect(await later.entries(newId(), 0)).toEqual([]);
    });

    it('erases what entries held, with their head and the mark of it, or nothing', async () => {
      const dialog = newId();
      const [journal, later] = [await openJournal(), await openJournal()];
      await journal.append(head(dialog, { seq: 2 }), [answer(1, awkward), answer(2, 'kept')], 0);
      const gone: JournalEntry = { ...answer(1, null), erased: true } as JournalEntry;
      const { channel, language, at: when } = gone;
      const marker: JournalEntry = { event: 'erased', which: 'private', seq: 3, at: when, who, channel, language };
      await journal.erase(head(dialog, { seq: 3, state: 'erased' }), [gone], marker);
      expect(await later.entries(dialog, 0)).toEqual([gone, answer(2, 'kept'), marker]);
      expect(await later.head(dialog)).toMatchObject({ state: 'erased', seq: 3 });
      const late = later.erase(head(dialog, { seq: 3 }), [{ ...answer(2, null) }], marker);
      await expect(late).rejects.toSatisfy(ScriptErrors.WrittenMeanwhile.is);
      expect((await later.entries(dialog, 1))[0]).toEqual(answer(2, 'kept'));
    });

    it('lists the dialogs that are wanted, newest first', async () => {
      const journal = await openJournal();
      const heads = [0, 1, 2, 3].map((hour) =>
        head(newId(), {
          owner: hour === 1 ? 'Agent-1' : who,
          state: hour === 3 ? 'cancelled' : 'open',
          startedAt: new Date(at + hour * 3_600_000).toISOString(),
        }),
      );
      for (const wanted of heads) await journal.append(wanted, [answer(1, '1')], 0);
      expect(await journal.list({ owner: who, limit: 10 })).toEqual([heads[3], heads[2], heads[0]]);
      expect(await journal.list({ owner: who, state: 'open', limit: 1 })).toEqual([heads[2]]);
      expect(await journal.list({ contact: 'none', limit: 10 })).toEqual([]);
    });

    it('reads all dialogs of a script, more than are read at once, each once', async () => {
      const journal = await openJournal();
      const script = newId();
      const heads = Array.from({ length: 510 }, (_, minute) =>
        head(newId(), {
          script,
          version: minute < 500 ? '1' : '2',
          startedAt: new Date(at + minute * 60_000).toISOString(),
        }),
      );
      for (const wanted of heads) await journal.append(wanted, [answer(1, '1')], 0);
      await journal.append(head(newId(), { script: newId() }), [answer(1, '1')], 0);
      const read = async (filter: object) => dialogsIn(journal.heads({ script, ...filter }));
      const all = heads.map(({ dialog }) => dialog).sort();
      expect((await read({})).sort()).toEqual(all);
      expect(await read({ version: '2' })).toHaveLength(10);
      expect(await read({ state: 'open' })).toHaveLength(510);
      expect(await read({ state: 'ended' })).toEqual([]);
      const [from, to] = [10, 30].map((minute) => new Date(at + minute * 60_000).toISOString());
      expect(await read({ from, to })).toHaveLength(20);
    });

    it('keeps a version of a script once, to the letter', async () => {
      const [one, other] = [await openJournal(), await openJournal()];
      const script = {
        hash: 'b'.repeat(64),
        id: 'order',
        version: '1',
        file: 'order.xml',
        text: `${text}\r\n${awkward}`,
        calls: ['d'.repeat(64), 'e'.repeat(64)],
      };
      await Promise.all([one.keepScript(script), other.keepScript(script)]);
      await one.keepScript(script);
      expect(await other.script(script.hash)).toEqual(script);
      expect(await other.script('c'.repeat(64))).toBeUndefined();
    });

    it('lets one of two writers append, and leaves nothing of the other', async () => {
      const journals = [await openJournal(), await openJournal()];
      const dialog = newId();
      for (let expected = 0; expected < 10; expected++) {
        const seq = expected + 1;
        const results = await Promise.allSettled(
          journals.map((journal, writer) =>
            journal.append(head(dialog, { seq, owner: `writer-${writer}` }), [answer(seq, writer)], expected),
          ),
        );
        const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
        expect(lost).toHaveLength(1);
        expect(lost[0]).toSatisfy(ScriptErrors.WrittenMeanwhile.is);
        const winner = results.findIndex(({ status }) => status === 'fulfilled');
        expect(await journals[0]?.entries(dialog, expected)).toEqual([answer(seq, winner)]);
        expect((await journals[1]?.head(dialog))?.owner).toBe(`writer-${winner}`);
      }
    });

    it('lets a dialog go on in another process, and one of two that answer at the same time', async () => {
      const [one, other] = [engineOn(await openJournal()), engineOn(await openJournal())];
      const begun = await one.begin({ script: 'order', channel: 'agent', owner: who, input: {} });
      const { dialog, step } = begun;
      expect(await other.show({ dialog })).toEqual(begun);
      const results = await Promise.allSettled(
        [one, other].map((engine, writer) => engine.act(dialog, who, { type: 'answer', step, value: writer + 1 })),
      );
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'conflict' } });
      expect(orders).toHaveLength(1);
      const screens = [await one.show({ dialog }), await other.show({ dialog })];
      expect(screens[0]?.node.id).toBe('ordered');
      expect(screens[1]).toEqual(screens[0]);
    });
  });
});
