import type { Script } from '../model/script.js';

/** The language of a dialog: the one wished for if the script has it, else the script's own. */
export function languageFor(script: Script, wanted: string | undefined): string {
  return wanted !== undefined && speaks(script, wanted) ? wanted : script.lang;
}

/** Whether a script has a language, `de-AT` also as `de`. */
export function speaks({ languages }: Script, wanted: string): boolean {
  return languages.includes(wanted) || languages.includes(wanted.split('-')[0] ?? wanted);
}
