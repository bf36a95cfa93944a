import { LanguageErrors } from '@caruso/language';
import type { Channel } from '../contract.js';
import type { Script, Wording } from '../model/script.js';
import { analyseWith, type ScriptOptions } from './script-options.js';
import { fits, type Worded, wordedParts } from './worded-parts.js';

/** Whether a script can run on a channel in a language, and what is missing for it. */
export interface Proof {
  readonly channel: Channel;
  readonly language: string;
  /** Whether the script is meant for both, and every part that can come has wording of its own. */
  readonly complete: boolean;
  /** How many parts can come on the channel: questions, informations, ends, choices, complaints. */
  readonly parts: number;
  /** Those without wording in the language that is always there. */
  readonly missing: readonly { readonly what: string; readonly line: number; readonly column: number }[];
}

/**
 * Tells for each channel and each language of a script whether everything that can come has wording. Unlike the engine,
 * which shows another language rather than nothing, it counts only what is written in the language itself.
 *
 * @param only the channels and languages that are asked for, also those for which the script is not meant; left out, all
 * of the script
 * @returns a proof for each pair; none when the document is no XML
 */
export function proveScript(
  text: string,
  file: string,
  options: ScriptOptions = {},
  only: { readonly channel?: Channel | undefined; readonly language?: string | undefined } = {},
): readonly Proof[] {
  try {
    const { resolved } = analyseWith({ text, file }, options);
    const { script } = resolved;
    const parts = [...wordedParts(resolved)];
    const channels = only.channel === undefined ? script.channels : [only.channel];
    const languages = only.language === undefined ? script.languages : [only.language];
    return channels.flatMap((channel) => languages.map((language) => prove(script, parts, channel, language)));
  } catch (thrown) {
    if (LanguageErrors.InvalidDocument.is(thrown)) return [];
    throw thrown;
  }
}

function prove(script: Script, all: readonly Worded[], channel: Channel, language: string): Proof {
  const isMeant = script.channels.includes(channel) && script.languages.includes(language);
  const parts = all.filter(({ channels }) => channels.includes(channel));
  const isSaid = (text: Wording) =>
    (text.lang ?? script.lang) === language && fits(text, channel) && text.when === undefined;
  const missing = parts
    .filter(({ texts }) => !texts.some(isSaid))
    .map(({ what, at }) => {
      const { line, column } = script.source.positionOf(at.start);
      return { what, line, column };
    });
  return { channel, language, complete: isMeant && missing.length === 0, parts: parts.length, missing };
}
