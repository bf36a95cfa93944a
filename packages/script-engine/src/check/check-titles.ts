import type { Diagnostics, Span } from '@caruso/language';
import type { Script, Titled } from '../model/script.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';

/** Checks that titles are there in all languages of the script, each once. */
export function checkTitles({ script, diagnostics }: ResolvedScript): void {
  // A script without any title goes by its id, which is the same in all languages.
  if (script.title !== script.id || script.titles.length > 0) checkTitle(script, script, diagnostics);
  for (const branch of script.branches) checkTitle(branch, script, diagnostics);
}

function checkTitle(
  { id, at, titles }: Titled & { readonly id: string; readonly at: Span },
  { lang: own, languages }: Script,
  diagnostics: Diagnostics,
): void {
  const seen = new Set([own]);
  for (const { lang, at: place } of titles) {
    if (!languages.includes(lang)) {
      const message = `The script does not declare the language '${lang}'`;
      diagnostics.warning('undeclared-language', message, place, 'add it to languages=');
    } else if (seen.has(lang)) {
      const hint = lang === own ? "in the script's own language it stands in title=" : undefined;
      diagnostics.error('duplicate-title', `The title of '${id}' is there twice in '${lang}'`, place, hint);
    }
    seen.add(lang);
  }
  for (const language of languages) {
    if (seen.has(language)) continue;
    const hint = `add <title lang="${language}">…</title>`;
    diagnostics.warning('missing-language', `The title of '${id}' has no wording in '${language}'`, at, hint);
  }
}
