import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusinessObjects, businessObjects, compileModel } from '@caruso/business-objects';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import Database from 'better-sqlite3';
import { type Comparison, compare, timePerCall } from './harness.js';

/** Duplicates among the customers of a table without indexes: all of them at once, and those of one that is entered. */
export const name = 'duplicates';

const FEW = 500;
const MANY = 100_000;
const PROMISED_ALL_S = 60;
const PROMISED_ONE_MS = 500;

const MODEL = `<caruso model="m" version="1.0.0"><objects>
 <object name="Customer" key="number" title="{name}"><attr name="number" type="integer"/>
  <attr name="name" type="string" size="80"/><attr name="city" type="string" size="40"/><attr name="email" type="email"/>
  <dedupe on="email"/><dedupe on="name city" fuzzy="0.9"/></object></objects>
 <mapping company="x"><store name="legacy"/><map object="Customer" store="legacy" table="kunde">
  <col attr="number" column="nr"/><col attr="name" column="name"/><col attr="city" column="ort"/><col attr="email" column="email"/>
 </map></mapping></caruso>`;

/** The peer of the first is to ask for each object by itself, the others are held against what is promised. */
export async function run(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-'));
  try {
    const few = await open(join(folder, 'few.db'), FEW);
    const many = await open(join(folder, 'many.db'), MANY);
    const seconds = async (work: () => unknown) => (await timePerCall(1, work)) / 1_000_000;
    const entered = {
      object: 'Customer',
      values: { name: 'Karlo Mindor 777', city: 'Stadt 77', email: 'p@example.org' },
    };
    try {
      return [
        ...(await compare({
          case: `all duplicates of ${FEW} customers`,
          unit: 's',
          better: 'lower',
          bar: 0.2,
          rounds: 3,
          ours: () => seconds(() => allOf(few.objects)),
          peers: {
            'one by one': () =>
              seconds(async () => {
                for (let key = 0; key < FEW; key += 1) {
                  await few.objects.duplicatesOf({ object: 'Customer', key: String(key) });
                }
              }),
          },
        })),
        ...(await compare({
          case: `all duplicates of ${MANY} customers`,
          unit: 's',
          better: 'lower',
          bar: 1,
          rounds: 1,
          ours: () => seconds(() => allOf(many.objects)),
          peers: { 'the promise': () => PROMISED_ALL_S },
        })),
        ...(await compare({
          case: `duplicates of one among ${MANY}`,
          unit: 'ms',
          better: 'lower',
          bar: 1,
          ours: async () => (await timePerCall(5, () => many.objects.duplicatesOf(entered))) / 1_000,
          peers: { 'the promise': () => PROMISED_ONE_MS },
        })),
      ];
    } finally {
      await few.running.stop();
      await many.running.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function allOf(objects: Awaited<ReturnType<typeof open>>['objects']): Promise<number> {
  let groups = 0;
  for await (const step of objects.duplicates({ object: 'Customer' })) if ('group' in step) groups += 1;
  return groups;
}

/** A table of others: every twentieth customer is there a second time, with one letter less. */
async function open(file: string, rows: number) {
  const database = new Database(file);
  database.pragma('synchronous = off');
  database.exec(
    'CREATE TABLE kunde (nr INTEGER NOT NULL PRIMARY KEY, name VARCHAR(80), ort VARCHAR(40), email VARCHAR(80))',
  );
  const insert = database.prepare('INSERT INTO kunde VALUES (?, ?, ?, ?)');
  database.transaction(() => {
    for (let row = 0; row < rows; row += 1) {
      const isAgain = row % 20 === 19;
      const person = nameOf(isAgain ? row - 1 : row);
      const name = isAgain ? person.slice(0, 3) + person.slice(4) : person;
      insert.run(row, name, `Stadt ${(isAgain ? row - 1 : row) % 97}`, `p${row}@example.org`);
    }
  })();
  database.close();
  const model = compileModel([{ file: 'bench.xml', text: MODEL }]);
  const stores = { system: 'sqlite::memory:', legacy: `sqlite:${file}` };
  const components = [storageManager({ stores }), businessObjects({ model })];
  const running = await startAssembly({ company: 'bench', components }, { log: silentLog });
  return { running, objects: running.get(BusinessObjects) };
}

const SYLLABLES = [
  'kar',
  'lo',
  'min',
  'dor',
  'ba',
  'vel',
  'stra',
  'gu',
  'nim',
  'pe',
  'sol',
  'tar',
  'hof',
  'xen',
  'ri',
  'tu',
];

/** A made name of two words: another one for each number. */
function nameOf(number: number): string {
  const word = (seed: number) => [0, 4, 8].map((shift) => SYLLABLES[(seed >> shift) & 15]).join('');
  return `${word(number * 2_654_435)} ${word(number * 40_503 + 7)} ${number}`;
}
