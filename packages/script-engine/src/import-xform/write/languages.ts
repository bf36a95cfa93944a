/** How the script calls the languages of a form, in the order of the form: `English (en)` and `English` are `en`. */
export function languageTags(languages: readonly string[], own: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  const taken = new Set<string>();
  for (const [index, name] of languages.entries()) {
    const wished = tagOf(name) ?? (index === 0 ? own : undefined) ?? (name.replace(/[^\p{L}\p{N}]+/gu, '-') || own);
    let tag = wished;
    for (let number = 2; taken.has(tag); number += 1) tag = `${wished}-${number}`;
    taken.add(tag);
    tags.set(name, tag);
  }
  return tags;
}

const TAG = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

function tagOf(name: string): string | undefined {
  const inParentheses = /\(([^()]+)\)\s*$/.exec(name)?.[1]?.trim();
  for (const candidate of [inParentheses, name.trim()])
    if (candidate !== undefined && TAG.test(candidate) && !NAMES.has(candidate.toLowerCase())) return candidate;
  return NAMES.get(name.replace(/\(.*/, '').trim().toLowerCase());
}

/** The languages by their English and their own names. */
const NAMES: ReadonlyMap<string, string> = namesOfLanguages();

function namesOfLanguages(): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = english.of(code);
    if (name === undefined) continue;
    const own = new Intl.DisplayNames([code], { type: 'language', fallback: 'none' }).of(code);
    for (const each of [name, own]) if (each && !names.has(each.toLowerCase())) names.set(each.toLowerCase(), code);
  }
  return names;
}
