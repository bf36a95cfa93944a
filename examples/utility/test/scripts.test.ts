import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModel, modelContracts } from '@caruso/business-objects';
import { readRehearsalFile, testScript } from '@caruso/script-engine';
import { describe, expect, it } from 'vitest';
import { Billing } from '../src/billing/contract.js';
import { Mail } from '../src/mail/contract.js';

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const contracts = [Billing, Mail, ...modelContracts(loadModel([here('model')]))];

describe.each(readdirSync(here('script-tests')))('the tests in script-tests/%s', (name) => {
  const file = here(join('script-tests', name));
  const tests = readRehearsalFile(readFileSync(file, 'utf8'), file);
  const script = join(dirname(file), tests.script);
  const text = readFileSync(script, 'utf8');

  it('pass', () => {
    const report = testScript({ file: script, text }, [tests], { contracts });
    expect(report.tests.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    expect(report.tests.length).toBeGreaterThan(4);
  });

  it('show with all paths that every part of the script can be used', () => {
    const { paths, coverage } = testScript({ file: script, text }, [tests], { contracts, bound: 3_000 });
    expect(paths.flatMap(({ problems }) => problems)).toEqual([]);
    // The orders for a move are the last step before the end, from which no way leads back.
    const never = coverage.filter(({ used, kind }) => used === 0 && kind !== 'undo');
    expect(never.map(({ kind, name, line }) => `${line} ${kind} ${name}`)).toEqual([]);
  }, 120_000);
});
