import { formatDiagnostics, SourceText } from '@caruso/language';
import { importXForm } from '@caruso/script-engine';
import type { Command } from 'commander';
import { readText } from '../read-text.js';
import { count, type Terminal } from '../terminal.js';
import { writeText } from '../write-text.js';

interface ImportOptions {
  readonly out?: string;
  readonly language?: string;
  readonly json: boolean;
}

/** `caruso script import`: dialog scripts out of what other programs have. */
export function addImport(script: Command, terminal: Terminal): void {
  const from = script.command('import').description('make a dialog script of what another program has');
  from
    .command('xform <file>')
    .description('make one of an XForm (ODK, JavaRosa), and say what of it cannot be in a dialog')
    .option('-o, --out <file>', 'write the script to a file')
    .option('--language <tag>', 'of texts for which the form names none (default: en)')
    .option('--json', 'print the script, what it lacks, and how it calls the values of the form, as JSON', false)
    .action((file: string, { out, language, json }: ImportOptions) => {
      const form = readText(file);
      const { text, diagnostics, names } = importXForm(form, file, language === undefined ? {} : { language });
      if (out !== undefined) writeText(out, text);
      if (json) {
        const script = out === undefined ? { text } : { file: out };
        terminal.out(JSON.stringify({ ...script, diagnostics, names: Object.fromEntries(names) }));
        return;
      }
      if (diagnostics.length > 0) terminal.err(formatDiagnostics(diagnostics, new SourceText(form, file)));
      const told = count(diagnostics.length, 'warning');
      if (out === undefined) {
        terminal.out(text.trimEnd());
        if (diagnostics.length > 0) terminal.err(told);
      } else terminal.out(`${out}: ${count(names.size, 'value')} of the form, ${told}`);
    });
}
