import { ContactCentreErrors } from '../errors.js';

/** What people write between the digits. */
const SEPARATORS = /[\s()./-]/g;
const NUMBER = /^\+?[0-9*#]{1,32}$/;

/**
 * A number that somebody wants to have dialled, without what is only there to be read. Whatever else a telephone system may take for
 * a place to call does not reach it.
 *
 * @throws ContactCentreErrors.NotANumber
 */
export function dialledNumber(text: string): string {
  const number = text.replaceAll(SEPARATORS, '');
  if (NUMBER.test(number)) return number;
  throw new ContactCentreErrors.NotANumber({ number: text });
}
