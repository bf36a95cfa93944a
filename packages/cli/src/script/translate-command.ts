import { extractTranslations, mergeTranslations } from '@caruso/script-engine';
import type { Command } from 'commander';
import { readText } from '../read-text.js';
import { printFindings, type Terminal } from '../terminal.js';
import { writeText } from '../write-text.js';

interface ExtractOptions {
  readonly to: string;
  readonly out?: string;
  readonly json: boolean;
}

/** `caruso script translate`: wordings to a translator and back. */
export function addTranslate(script: Command, terminal: Terminal, fail: () => void): void {
  const translate = script
    .command('translate')
    .description('give the wordings of a dialog script to a translator, and take them back');
  translate
    .command('extract <file>')
    .description('write all wordings with their translations as XLIFF 1.2; what is outdated is marked')
    .requiredOption('--to <language>', 'into which language, one of the script')
    .option('-o, --out <file>', 'where to (default: beside the script, as NAME.LANGUAGE.xlf)')
    .option('--json', 'print what was done as JSON', false)
    .action((file: string, { to, out = `${file.replace(/\.xml$/, '')}.${to}.xlf`, json }: ExtractOptions) => {
      const { xliff, ...counts } = extractTranslations({ file, text: readText(file) }, to);
      writeText(out, xliff);
      const { units, missing, outdated } = counts;
      const line = `${out}: ${units} wordings, ${missing} without a translation, ${outdated} with an outdated one`;
      terminal.out(json ? JSON.stringify({ file: out, ...counts }) : line);
    });
  translate
    .command('merge <file> <xliff>')
    .description('write translations into a dialog script; nothing else in it is changed')
    .option('--json', 'print what was done as JSON', false)
    .action((file: string, xliff: string, { json }: { readonly json: boolean }) => {
      const script = { file, text: readText(file) };
      const { text, diagnostics, ...counts } = mergeTranslations(script, { file: xliff, text: readText(xliff) });
      const isWrong = diagnostics.some(({ severity }) => severity === 'error');
      if (isWrong) fail();
      else if (text !== script.text) writeText(file, text);
      const { added, changed, unchanged, open } = counts;
      const line = `${file}: ${added} added, ${changed} changed, ${unchanged} as before; ${open} still to be translated`;
      if (json) terminal.out(JSON.stringify({ file, ...counts, diagnostics }));
      else {
        if (diagnostics.length > 0) printFindings(terminal, diagnostics, false);
        terminal.out(line);
      }
    });
}
