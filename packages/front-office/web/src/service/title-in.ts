import type { ScriptSummary } from '../../../src/api-types.js';

/** A script's title in a language such as `de-AT` or `de`, when it has one; else its own title. */
export function titleIn({ title, titles = {} }: Pick<ScriptSummary, 'title' | 'titles'>, language: string): string {
  return titles[language] ?? titles[language.split('-')[0] ?? language] ?? title;
}
