import type { QuestionType } from '../contract.js';

/** How an answer of each type is given on a telephone; `speech` only by speaking. */
type Keyed = 'one-key' | 'keys' | 'speech';

const KEYED: Readonly<Record<QuestionType, Keyed>> = {
  choice: 'one-key',
  yesno: 'one-key',
  choices: 'keys',
  number: 'keys',
  money: 'keys',
  date: 'keys',
  time: 'keys',
  phone: 'keys',
  digits: 'keys',
  text: 'speech',
  email: 'speech',
  address: 'speech',
};

/** How an answer of a type is given on a telephone. */
export function keyedAs(type: QuestionType): Keyed {
  return KEYED[type];
}

/** How many keys an answer of a type has when the script does not say. */
export function usualLength(type: QuestionType): { readonly min: number; readonly max: number } {
  if (type === 'date') return { min: 8, max: 8 };
  if (type === 'time') return { min: 4, max: 4 };
  if (type === 'choices') return { min: 1, max: 9 };
  if (type === 'phone') return { min: 3, max: 20 };
  return { min: 1, max: 32 };
}
