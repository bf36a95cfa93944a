import { type Diagnostic, LanguageErrors } from '@caruso/language';
import { type Channel, checkScript, type Proof, proveScript, type ScriptOptions } from '@caruso/script-engine';
import { readText } from '../read-text.js';
import { count, printFindings, type Terminal } from '../terminal.js';
import { scriptsBeside } from './scripts-beside.js';

interface Wanted {
  /** The channel and the language for which a proof is wanted: without it the check fails. */
  readonly channel?: Channel | undefined;
  readonly lang?: string | undefined;
  readonly json: boolean;
}

type FileProof = Proof & { readonly file: string };

/** Checks scripts, prints what was found, and returns whether something is wrong. */
export function checkScripts(
  files: readonly string[],
  options: ScriptOptions,
  { channel, lang, json }: Wanted,
  terminal: Terminal,
): boolean {
  const found: Diagnostic[] = [];
  const proofs: FileProof[] = [];
  for (const file of files) {
    // That a file is not UTF-8 is a finding like others.
    try {
      const text = readText(file);
      const reach = { ...options, scripts: scriptsBeside(file, text) };
      found.push(...checkScript(text, file, reach));
      proofs.push(...proveScript(text, file, reach, { channel, language: lang }).map((proof) => ({ file, ...proof })));
    } catch (thrown) {
      if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
      found.push(...thrown.data.diagnostics);
    }
  }
  const isWanted = channel !== undefined || lang !== undefined;
  const subject = { line: proofs.map(inWords).join('\n'), facts: { proofs } };
  const hasErrors = printFindings(terminal, found, json, isWanted || json ? subject : undefined);
  return hasErrors || (isWanted && proofs.some(({ complete }) => !complete));
}

/** `move.xml: ivr in de: complete, 12 parts have wording`, or what is missing, a line each. */
function inWords({ file, channel, language, complete, parts, missing }: FileProof): string {
  const where = `${file}: ${channel} in ${language}`;
  if (complete) return `${where}: complete, ${count(parts, 'part')}`;
  if (missing.length === 0) return `${where}: the script is not meant for it (on=, languages=)`;
  const places = missing.map(({ what, line, column }) => `${file}:${line}:${column}: ${what}`);
  return [`${where}: ${missing.length} of ${count(parts, 'part')} without wording`, ...places].join('\n  ');
}
