import { type Diagnostic, LanguageErrors } from '@caruso/language';
import { formatScript } from '@caruso/script-engine';
import type { Command } from 'commander';
import { readText } from '../read-text.js';
import { count, printFindings, type Terminal } from '../terminal.js';
import { writeText } from '../write-text.js';

interface FormatOptions {
  readonly check: boolean;
  readonly json: boolean;
}

/** `caruso script format`: one layout for all scripts. */
export function addFormat(script: Command, terminal: Terminal, fail: () => void): void {
  script
    .command('format <file...>')
    .description('write dialog scripts in the one layout; comments stay, and nothing changes in what they mean')
    .option('--check', 'change nothing, and fail when a file has another layout', false)
    .option('--json', 'print what was done as JSON', false)
    .action((files: string[], { check, json }: FormatOptions) => {
      const read = files.map((file) => formatOne(file));
      const broken = read.flatMap((each) => ('broken' in each ? each.broken : []));
      const changed = read.flatMap((each) => ('changed' in each && each.changed ? [each] : []));
      if (!check) for (const { file, text } of changed) writeText(file, text);
      if (broken.length > 0 || (check && changed.length > 0)) fail();
      const names = changed.map(({ file }) => file);
      const errors = broken.length;
      if (json) {
        terminal.out(
          JSON.stringify({
            files: files.length,
            [check ? 'unformatted' : 'formatted']: names,
            errors,
            diagnostics: broken,
          }),
        );
        return;
      }
      for (const name of names) terminal.out(`${name} ${check ? 'has another layout' : 'formatted'}`);
      if (errors > 0) printFindings(terminal, broken, false);
      const done = check ? 'would change' : 'changed';
      terminal.out(`${count(files.length, 'file')}, ${names.length} ${done}`);
    });
}

type Formatted =
  | { readonly file: string; readonly text: string; readonly changed: boolean }
  | { readonly broken: readonly Diagnostic[] };

/** A file in the one layout; one that is not well-formed cannot be written anew. */
function formatOne(file: string): Formatted {
  try {
    const before = readText(file);
    const text = formatScript(before, file);
    return { file, text, changed: text !== before };
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return { broken: thrown.data.diagnostics };
  }
}
