import type { Titled } from '../model/script.js';

/** A title in a language, `de-AT` also in that of `de`; else in the script's own. */
export function titleIn({ title, titles }: Titled, language: string): string {
  const base = language.split('-')[0];
  const found = titles.find(({ lang }) => lang === language) ?? titles.find(({ lang }) => lang === base);
  return found?.text ?? title;
}
