import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readXml } from '@caruso/language';
import { type RehearsalFile, readRehearsalFile } from '@caruso/script-engine';
import { CliErrors } from '../errors.js';
import { readText } from '../read-text.js';

/** A script, and the files of tests that are about it. */
export interface TestedScript {
  readonly script: string;
  readonly tests: readonly RehearsalFile[];
}

/**
 * The scripts that files and folders test. A script itself stands for one without tests; in a folder whatever is no file
 * of tests is passed over.
 *
 * @throws CliErrors.NoFile, CliErrors.NoTests, LanguageErrors.InvalidDocument
 */
export function testedScripts(paths: readonly string[]): readonly TestedScript[] {
  const scripts = new Map<string, RehearsalFile[]>();
  for (const path of paths) {
    const found = isFolder(path)
      ? [...xmlFiles(path)].flatMap((file) => (rootOf(file) === 'tests' ? [file] : []))
      : [path];
    if (found.length === 0) throw new CliErrors.NoTests({ path });
    for (const file of found) {
      const test = rootOf(file) === 'script' ? undefined : readRehearsalFile(readText(file), file);
      const script = test === undefined ? file : join(dirname(file), test.script);
      scripts.set(script, [...(scripts.get(script) ?? []), ...(test === undefined ? [] : [test])]);
    }
  }
  return [...scripts].map(([script, tests]) => ({ script, tests }));
}

const rootOf = (file: string) => readXml(readText(file), file).root.name;

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function* xmlFiles(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') yield* xmlFiles(path);
    else if (entry.name.endsWith('.xml')) yield path;
  }
}
