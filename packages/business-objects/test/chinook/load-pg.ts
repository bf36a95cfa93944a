import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type pg from 'pg';

const require = createRequire(import.meta.url);
const ofPg = createRequire(require.resolve('pg'));

// Vitest's conditions make `require('pg-pool')` find the ES module, which is no class: the CommonJS one takes its place.
const resolved = ofPg.resolve('pg-pool');
if (resolved.endsWith('.mjs')) {
  const pool = join(dirname(resolved), '..', 'index.js');
  ofPg(pool);
  ofPg.cache[resolved] = ofPg.cache[pool];
}

/** The PostgreSQL driver, usable under Vitest; the storage manager finds the same one. */
export const postgres = require('pg') as typeof pg;
