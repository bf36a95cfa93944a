import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * The test runner's export conditions lead a `require` in a driver to an ES module, whose namespace the driver takes for a
 * class. This puts the CommonJS form in its place.
 */
function preferCommonJs(driver: string, dependency: string, esModule: string, commonJs: string): void {
  const fromDriver = createRequire(require.resolve(driver));
  const found = fromDriver.resolve(dependency);
  if (!found.endsWith(esModule)) return;
  const wanted = join(dirname(found), commonJs);
  fromDriver(wanted);
  fromDriver.cache[found] = fromDriver.cache[wanted];
}

preferCommonJs('pg', 'pg-pool', 'esm/index.mjs', '../index.js');
preferCommonJs('mysql2', 'long', 'long/index.js', 'umd/index.js');

/** The drivers, loaded so that they work in the test runner too. */
export const pg = require('pg') as typeof import('pg');
export const mysql = require('mysql2/promise') as typeof import('mysql2/promise');
