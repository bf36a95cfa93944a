import type { Diagnostic } from '@caruso/language';
import { type CountryCode, getCountries } from 'libphonenumber-js';
import { ScriptErrors } from '../errors.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { Performance } from './performance.js';
import { type RehearsalFile, readRehearsals } from './read-rehearsals.js';
import type { MockedServices, Rehearsal } from './rehearsal.js';
import { Stage, type StageParts } from './stage.js';
import type { Usage } from './usage.js';

/** How a test went. */
export interface RehearsalResult {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly passed: boolean;
  /** What was not as expected, with its place in the file of the tests. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Goes through the tests of a file.
 *
 * @param usage - takes note of what they use of the script
 * @throws LanguageErrors.InvalidDocument when the file names what the script does not have
 */
export function rehearse(file: RehearsalFile, compiled: CompiledScript, usage: Usage): readonly RehearsalResult[] {
  return readRehearsals(file, compiled).map((rehearsal) => {
    const diagnostics = run(rehearsal, file, compiled, usage);
    const { source } = file.document;
    const { line } = source.positionOf(rehearsal.at.start);
    return { name: rehearsal.name, file: source.file, line, passed: diagnostics.length === 0, diagnostics };
  });
}

function run(rehearsal: Rehearsal, file: RehearsalFile, compiled: CompiledScript, usage: Usage): readonly Diagnostic[] {
  const { source } = file.document;
  const { line, column } = source.positionOf(rehearsal.at.start);
  const reply = replies(rehearsal.services);
  const { zone } = file;
  try {
    const stage = new Stage({ compiled, usage, reply, zone, country: countryOf(file.country) }, rehearsal);
    return new Performance(stage, source).run(rehearsal.steps, rehearsal.at);
  } catch (thrown) {
    if (!ScriptErrors.InvalidInput.is(thrown)) throw thrown;
    const message = `The script cannot begin: ${thrown.data.issues.join('; ')}`;
    return [{ severity: 'error', code: 'bad-input', message, file: source.file, line, column, length: 5 }];
  }
}

/** One reply after the other, and the last one from then on. */
function replies(services: MockedServices): StageParts['reply'] {
  const counts = new Map<string, number>();
  return ({ service }) => {
    const all = services.get(service) ?? [];
    const count = counts.get(service) ?? 0;
    counts.set(service, count + 1);
    return all[Math.min(count, all.length - 1)];
  };
}

/** A country by its code; undefined for one that there is not. */
export function countryOf(code: string | undefined): CountryCode | undefined {
  return getCountries().find((country) => country === code);
}
