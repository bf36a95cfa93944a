import type { Screen } from '../../contract.js';
import { keyedAs } from '../../model/keyed-types.js';

/** What a caller brings about. */
export type VoiceInput =
  | { readonly type: 'answer'; readonly value: unknown }
  | { readonly type: 'branch'; readonly branch: string }
  | { readonly type: 'back' | 'next' | 'silence' | 'mismatch' };

/** The keys of the choices of a screen, by their codes: each has its own of the script, or is numbered. */
export type OptionKeys = ReadonlyMap<string, string>;

/**
 * The keys of the choices. Those without a key of their own are numbered in the order of what is open, past the keys that
 * are taken. When one digit is not enough, all are numbered with two.
 */
export function optionKeys({ node, branches }: Screen): OptionKeys {
  const options = node.question?.options ?? [];
  const taken = new Set([...options, ...branches].flatMap(({ key }) => key ?? []));
  const free = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].filter((key) => !taken.has(key));
  if (options.filter(({ key }) => key === undefined).length > free.length)
    return new Map(options.map(({ value }, index) => [value, String(index + 1).padStart(2, '0')]));
  return new Map(options.map(({ value, key }) => [value, key ?? free.shift() ?? '']));
}

/** Whether one key answers the question of a screen, or goes on from it. */
export function isMenu(screen: Screen): boolean {
  const { question } = screen.node;
  if (!question) return true;
  if (keyedAs(question.type) !== 'one-key') return false;
  return [...optionKeys(screen).values()].every((key) => key.length === 1);
}

/**
 * What one key alone does where a dialog stands. Where an answer has several keys, digits belong to it, and only `*` and
 * `#` open branches.
 */
export function keyTable(screen: Screen): ReadonlyMap<string, VoiceInput> {
  const table = new Map<string, VoiceInput>();
  const { node, branches, canGoBack, voice } = screen;
  const menu = isMenu(screen);
  if (canGoBack) table.set('*', { type: 'back' });
  for (const { id, key } of branches) {
    if (key === undefined || (!menu && (/\d/.test(key) || key === voice?.finish))) continue;
    table.set(key, { type: 'branch', branch: id });
  }
  const { question } = node;
  if (node.again) table.set('1', { type: 'next' });
  if (!question || !menu) return table;
  if (!question.required && !table.has('#')) table.set('#', { type: 'answer', value: null });
  if (question.type === 'yesno')
    table.set('1', { type: 'answer', value: true }).set('2', { type: 'answer', value: false });
  for (const [value, key] of optionKeys(screen)) table.set(key, { type: 'answer', value });
  return table;
}
