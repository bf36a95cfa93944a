import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusinessObjects, businessObjects, compileModel } from '@caruso/business-objects';
import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import Database from 'better-sqlite3';
import { type Comparison, compare } from './harness.js';

/** All objects of a table of ten million rows, one after the other: the most memory that the process takes meanwhile. */
export const name = 'stream';

const ROWS = Number(process.env.CARUSO_BENCH_ROWS ?? 10_000_000);
const PROMISED_MB = 200;
const EVERY = 10_000;

const MODEL = `<caruso model="bench" version="1.0.0"><objects><object name="Reading" key="number" title="{number}">
 <attr name="number" type="integer"/><attr name="meter" type="string"/><attr name="value" type="decimal" scale="2"/>
</object></objects><mapping company="bench"><store name="legacy"/><map object="Reading" store="legacy" table="reading">
 <col attr="number" column="nr"/><col attr="meter" column="meter"/><col attr="value" column="cents" convert="scale(-2)"/>
</map></mapping></caruso>`;

export async function run(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  const file = join(folder, 'legacy.db');
  fill(file);
  const components = [
    storageManager({ stores: { system: 'sqlite::memory:', legacy: `sqlite:${file}` } }),
    businessObjects({ model: compileModel([{ file: 'bench.xml', text: MODEL }]) }),
  ];
  const running = await startAssembly(defineAssembly({ company: 'bench', components }), { log: silentLog });
  const objects = running.get(BusinessObjects);
  try {
    return await compare({
      case: `${ROWS / 1e6} million objects, peak memory of the process`,
      unit: 'MB',
      better: 'lower',
      bar: 1,
      rounds: 1,
      ours: async () => {
        let seen = 0;
        let peak = 0;
        for await (const _ of objects.stream({ object: 'Reading' })) {
          seen += 1;
          if (seen % EVERY === 0) peak = Math.max(peak, process.memoryUsage.rss());
        }
        if (seen !== ROWS) throw new Error(`${seen} of ${ROWS} objects came`);
        return peak / 1e6;
      },
      peers: { [`promised: ${PROMISED_MB} MB`]: () => PROMISED_MB },
    });
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(file: string): void {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE reading (nr INTEGER NOT NULL PRIMARY KEY, meter VARCHAR(20), cents BIGINT)');
  database.exec(`INSERT INTO reading
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
    SELECT i, 'meter ' || (i % 1000), i * 7 FROM n`);
  database.close();
}
