import { isGerman } from '@caruso/language';
import type { Screen } from '../../contract.js';
import { keyedAs, usualLength } from '../../model/keyed-types.js';
import { isMenu, keyTable, optionKeys, type VoiceInput } from './key-table.js';

const MOST_KEYS = 64;
const MISMATCH: VoiceInput = { type: 'mismatch' };

/**
 * What keys mean where a dialog stands.
 *
 * @param keys what was pressed until the answer was full, finished or nothing more came; empty for silence. Longer than any
 *   answer, or with anything that is no key, it is a mismatch
 */
export function readKeys(screen: Screen, keys: string): VoiceInput {
  if (keys === '') return { type: 'silence' };
  if (keys.length > MOST_KEYS || !/^[0-9*#]+$/.test(keys)) return MISMATCH;
  const single = keyTable(screen).get(keys);
  if (single || isMenu(screen)) return single ?? MISMATCH;
  const { question } = screen.node;
  if (!question || keyedAs(question.type) === 'none') return MISMATCH;
  const finish = screen.voice?.finish ?? '#';
  const given = keys.endsWith(finish) ? keys.slice(0, -1) : keys;
  if (given === '') return question.required ? MISMATCH : { type: 'answer', value: null };
  const { min, max } = screen.voice?.length ?? usualLength(question.type);
  if (question.type !== 'choice' && (given.length < min || given.length > max)) return MISMATCH;
  const value = keyedValue(screen, question.type, given);
  return value === undefined ? MISMATCH : { type: 'answer', value };
}

type Type = NonNullable<Screen['node']['question']>['type'];

/** The answer that was keyed in; undefined when the keys are none of its type. */
function keyedValue(screen: Screen, type: Type, keys: string): unknown {
  if (type === 'choice') return codeOf(screen, keys);
  if (type === 'choices') {
    const codes = [...keys].map((key) => codeOf(screen, key));
    return codes.every((code) => code !== undefined) ? [...new Set(codes)] : undefined;
  }
  if (type === 'number' || type === 'money') return decimal(keys, screen.language);
  if (!/^\d+$/.test(keys)) return undefined;
  if (type === 'date') return `${keys.slice(4)}-${keys.slice(2, 4)}-${keys.slice(0, 2)}`;
  if (type === 'time') return `${keys.slice(0, 2)}:${keys.slice(2)}`;
  return type === 'phone' ? keys.replace(/^00/, '+') : keys;
}

function codeOf(screen: Screen, key: string): string | undefined {
  return [...optionKeys(screen)].find(([, other]) => other === key)?.[0];
}

/** The star between digits is the decimal sign, as the language writes it. */
function decimal(keys: string, language: string): string | undefined {
  if (!/^\d+(?:\*\d+)?$/.test(keys)) return undefined;
  return keys.replace('*', isGerman(language) ? ',' : '.');
}
