import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TransferReport, transferStore, verifyStores } from '../../src/index.js';
import { engines, type TestDatabase, titleOf } from '../engines.js';
import { ask } from './ask.js';
import { numbers } from './cases/numbers.js';
import { texts } from './cases/texts.js';
import { times } from './cases/times.js';
import type { EngineName, TransferCase } from './transfer-case.js';

const cases = [...numbers, ...times, ...texts];
const sourceOf = ({ source }: TransferCase, engine: EngineName) => {
  const given = source[engine];
  return typeof given === 'string' ? given : undefined;
};
const directions = engines.flatMap((from) => engines.filter((to) => to !== from).map((to) => ({ from, to })));

describe.each(directions)('values moved', ({ from, to }) => {
  describe.skipIf(from.missing ?? to.missing)(`from ${titleOf(from)} to ${titleOf(to)}`, () => {
    let source: TestDatabase;
    let target: TestDatabase;
    let report: TransferReport;
    const here = process.env.TZ;

    beforeAll(async () => {
      source = await from.create();
      target = await to.create();
      await source.run(cases.map((one) => sourceOf(one, from.name) ?? '').join('\n'));
      process.env.TZ = 'America/New_York';
      report = await transferStore({ from: source.url, to: target.url });
      process.env.TZ = 'Asia/Tokyo';
    });
    afterAll(async () => {
      if (here === undefined) delete process.env.TZ;
      else process.env.TZ = here;
      await source?.drop();
      await target?.drop();
    });

    it('all arrive, which the report proves and a verification finds again', async () => {
      expect(report.problems).toEqual([]);
      expect(report.tables.filter(({ rowsEqual }) => !rowsEqual)).toEqual([]);
      expect(report.outcome).toBe('moved');
      expect((await verifyStores({ from: source.url, to: target.url })).outcome).toBe('equal');
    });

    for (const one of cases) {
      const { title, source: sources, target: expected } = one;
      const given = sources[from.name];
      if (typeof given !== 'string') {
        it.skip(`${title}: not on ${from.name}, as ${given.absent}`);
        continue;
      }
      it(title, async () => {
        const [query, rows] = expected[to.name];
        expect(await ask(target.url, query)).toEqual(typeof rows === 'function' ? rows(from.name) : rows);
      });
    }
  });
});
