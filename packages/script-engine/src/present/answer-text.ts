import { isGerman } from '@caruso/language';
import { DateTime } from 'luxon';
import type { OpenOption } from '../answer/open-options.js';
import { Address, FileReference } from '../contract.js';
import { sizeText } from '../file/file-size.js';
import type { Question } from '../model/script.js';
import { phrases } from './phrases.js';

/** An answer in one line for people; undefined when none was given. */
export function answerText(
  question: Question,
  value: unknown,
  language: string,
  options: readonly OpenOption[],
  labelOf: (option: OpenOption) => string,
): string | undefined {
  if (value === null || value === undefined) return undefined;
  const label = (code: unknown) => {
    const option = options.find((other) => other.value === code);
    return option ? labelOf(option) : String(code);
  };
  switch (question.type) {
    case 'choice':
      return label(value);
    case 'choices':
      return Array.isArray(value) ? value.map(label).join(', ') : undefined;
    case 'yesno':
      return value === true ? phrases(language).yes : phrases(language).no;
    case 'number':
    case 'money': {
      const written = isGerman(language) ? String(value).replace('.', ',') : String(value);
      return question.unit ? `${written} ${question.unit}` : written;
    }
    case 'date':
      return DateTime.fromISO(String(value), { zone: 'utc', locale: language }).toLocaleString(DateTime.DATE_MED);
    case 'address': {
      const address = Address.safeParse(value);
      if (!address.success) return undefined;
      const { street, houseNumber, postalCode, city } = address.data;
      return `${street} ${houseNumber}, ${postalCode} ${city}`;
    }
    case 'file': {
      const file = FileReference.safeParse(value);
      return file.success ? `${file.data.name} (${sizeText(file.data.size, language)})` : undefined;
    }
    default:
      return String(value);
  }
}
