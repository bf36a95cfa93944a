import type { Question } from '../../model/script.js';

/** Wording for the telephone alone says what to press; of choices from a list it cannot know. */
export function saysKeys({ texts, from }: Pick<Question, 'texts' | 'from'>, language: string): boolean {
  const base = language.split('-')[0];
  const own = texts.filter(({ lang }) => lang === undefined || lang === language || lang === base);
  return from === undefined && own.some(({ on }) => on?.length === 1 && on[0] === 'ivr');
}
