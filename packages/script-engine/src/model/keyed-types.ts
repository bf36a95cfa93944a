import type { QuestionType } from '../contract.js';

/** How an answer of each type is keyed in on a telephone; `none`: it cannot be. */
type Keyed = 'one-key' | 'keys' | 'none';

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
  text: 'none',
  email: 'none',
  address: 'none',
  file: 'none',
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
