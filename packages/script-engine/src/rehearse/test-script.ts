import type { ScriptFile } from '../check/script-library.js';
import type { ScriptOptions } from '../check/script-options.js';
import type { Channel } from '../contract.js';
import { compileScript } from '../machine/compile-script.js';
import { type AllPaths, allPaths } from './all-paths.js';
import { type CoveredPart, coverageOf } from './coverage.js';
import { type RehearsalFile, servicesOf } from './read-rehearsals.js';
import type { MockedServices } from './rehearsal.js';
import { countryOf, type RehearsalResult, rehearse } from './rehearse.js';
import { Usage } from './usage.js';

/** What {@link testScript} can be told. */
export interface TestScriptOptions extends ScriptOptions {
  /** How many steps of all paths are tried on each channel; without it only the tests are gone through. */
  readonly bound?: number;
}

/** What tests have shown of a script. Plain data. */
export interface ScriptReport {
  readonly script: string;
  readonly tests: readonly RehearsalResult[];
  /** All paths, by channels; empty when they were not asked for. */
  readonly paths: readonly AllPaths[];
  /** What was used by tests and paths together. */
  readonly coverage: readonly CoveredPart[];
}

const NOON = Date.parse('2026-01-01T12:00:00Z');

/**
 * Goes through tests of a script, and through all paths that can be generated: nothing is stored, services are those of the
 * tests.
 *
 * @throws LanguageErrors.InvalidDocument when the script has errors, or a test names what the script does not have
 */
export function testScript(
  { file, text }: ScriptFile,
  tests: readonly RehearsalFile[],
  { bound, ...reach }: TestScriptOptions = {},
): ScriptReport {
  const compiled = compileScript(text, file, reach);
  const usage = new Usage(compiled);
  const results = tests.flatMap((each) => rehearse(each, compiled, usage));
  const services: MockedServices = new Map(tests.flatMap((each) => [...servicesOf(each)]));
  const [first] = tests;
  const place = { zone: first?.zone ?? 'UTC', country: countryOf(first?.country), now: NOON };
  const explore = (channel: Channel, most: number) =>
    allPaths(compiled, { ...place, channel, services, usage, bound: most });
  const paths = bound === undefined ? [] : compiled.script.channels.map((channel) => explore(channel, bound));
  return { script: file, tests: results, paths, coverage: coverageOf(compiled, usage) };
}
