import type { Script } from '../model/script.js';

/** The language of a dialog: the one wished for if the script has it, else the script's own. */
export function languageFor(script: Script, wanted: string | undefined): string {
  if (wanted === undefined) return script.lang;
  const base = wanted.split('-')[0] ?? wanted;
  return script.languages.includes(wanted) || script.languages.includes(base) ? wanted : script.lang;
}
