import type { Diagnostics } from '@caruso/language';
import type { Channel } from '../contract.js';
import type { Script, Wording } from '../model/script.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { fits, type Worded, wordedParts } from './worded-parts.js';

/**
 * Proves that there is wording wherever something can come: an error for a channel without any in the script's own
 * language, a warning for a language that is missing.
 */
export function checkWording(resolved: ResolvedScript): void {
  const { script, templates, diagnostics } = resolved;
  for (const worded of wordedParts(resolved)) {
    checkChannels(worded, script, diagnostics);
    checkLanguages(worded, script, diagnostics);
    if (worded.isItem) checkInternals(worded.texts, worded.channels, templates, diagnostics);
  }
}

function checkChannels({ what, at, texts, channels }: Worded, script: Script, diagnostics: Diagnostics): void {
  const own = texts.filter(({ lang }) => lang === undefined || lang === script.lang);
  const open = channels.filter((channel) => !own.some((text) => fits(text, channel)));
  if (open.length > 0) {
    const where = open.length === channels.length ? '' : ` on ${open.join(', ')}`;
    const hint = `add <text> in ${script.lang}${where}`;
    diagnostics.error('no-wording', `${what} has no wording${where}`, at, hint);
    return;
  }
  const unsure = channels.filter((channel) => !own.some((text) => fits(text, channel) && text.when === undefined));
  if (unsure.length > 0)
    diagnostics.warning(
      'conditional-wording',
      `${what} has wording only under conditions`,
      at,
      'add one without when=',
    );
}

const INTERNALS = new Set(['failure.message', 'failure.code']);

/** What services say of their failures is for agents: customers can do nothing with it, others perhaps too much. */
function checkInternals(
  texts: readonly Wording[],
  channels: readonly Channel[],
  templates: ResolvedScript['templates'],
  diagnostics: Diagnostics,
): void {
  for (const text of texts) {
    if (!channels.some((channel) => channel !== 'agent' && fits(text, channel))) continue;
    for (const run of text.runs) {
      if (!('template' in run) || !templates.get(run.template)?.names.some((name) => INTERNALS.has(name))) continue;
      const hint = 'put it into a <hint>, or give the <text> on="agent"';
      diagnostics.warning(
        'internal-wording',
        'This shows customers what a service says of its failure',
        run.template,
        hint,
      );
    }
  }
}

function checkLanguages({ what, at, texts, channels, inside }: Worded, script: Script, diagnostics: Diagnostics): void {
  for (const { lang, at: place } of texts) {
    if (lang !== undefined && !script.languages.includes(lang))
      diagnostics.warning(
        'undeclared-language',
        `The script does not declare the language '${lang}'`,
        place,
        'add it to languages=',
      );
  }
  for (const language of script.languages.slice(1)) {
    const missing = channels.filter((channel) => !texts.some((text) => text.lang === language && fits(text, channel)));
    if (missing.length === 0) continue;
    const where = missing.length === channels.length ? '' : ` on ${missing.join(', ')}`;
    const on = missing.length === channels.length ? '' : ` on="${missing.join(' ')}"`;
    const text = `<text lang="${language}"${on}>…</text>`;
    const hint = `add ${inside ? inside.replace('</', `${text}</`) : text}`;
    diagnostics.warning('missing-language', `${what} has no wording in '${language}'${where}`, at, hint);
  }
}
