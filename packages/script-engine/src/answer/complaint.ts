import { isGerman } from '@caruso/language';
import { sizeText } from '../file/file-size.js';
import { mediaTypeNames } from '../file/media-types.js';

/** Why an answer was refused, as a fact; its wording depends on the language (see `complaintText`). */
export interface Complaint {
  readonly code: ComplaintCode;
  readonly data?: Readonly<Record<string, string>>;
}

const english = {
  required: 'Please answer this question.',
  choice: 'Please choose one of the given answers.',
  choices: 'Please choose only from the given answers.',
  yesno: 'Please answer yes or no.',
  text: 'Please enter a text.',
  'text-too-long': 'Please enter at most {max} characters.',
  'text-controls': 'Please leave out control characters.',
  number: 'Please enter a number, such as {example}.',
  'number-grouping': 'Please enter the number without separators between thousands.',
  money: 'Please enter an amount with at most two decimals, such as {example}.',
  date: 'Please enter a date that exists, such as {example}.',
  time: 'Please enter a time of day, such as 14:30.',
  phone: 'Please enter a telephone number with its area code.',
  email: 'Please enter an e-mail address, such as name@example.org.',
  digits: 'Please enter digits only.',
  address: 'Please complete the address: {fields}.',
  file: 'Please choose a file.',
  'file-size': 'Please choose a smaller file, of at most {size}.',
  'file-type': 'Please choose a file of one of these types: {types}.',
  check: 'This answer cannot be accepted.',
  doubt: 'Please make sure that this is right. Send it again to confirm it.',
} as const;

export type ComplaintCode = keyof typeof english;

const german: Readonly<Record<ComplaintCode, string>> = {
  required: 'Bitte beantworten Sie diese Frage.',
  choice: 'Bitte wählen Sie eine der Antworten aus.',
  choices: 'Bitte wählen Sie nur aus den Antworten aus.',
  yesno: 'Bitte antworten Sie mit Ja oder Nein.',
  text: 'Bitte geben Sie einen Text ein.',
  'text-too-long': 'Bitte geben Sie höchstens {max} Zeichen ein.',
  'text-controls': 'Bitte lassen Sie Steuerzeichen weg.',
  number: 'Bitte geben Sie eine Zahl ein, zum Beispiel {example}.',
  'number-grouping': 'Bitte geben Sie die Zahl ohne Tausenderzeichen ein.',
  money: 'Bitte geben Sie einen Betrag mit höchstens zwei Nachkommastellen ein, zum Beispiel {example}.',
  date: 'Bitte geben Sie ein Datum ein, das es gibt, zum Beispiel {example}.',
  time: 'Bitte geben Sie eine Uhrzeit ein, zum Beispiel 14:30.',
  phone: 'Bitte geben Sie eine Telefonnummer mit Vorwahl ein.',
  email: 'Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.org.',
  digits: 'Bitte geben Sie nur Ziffern ein.',
  address: 'Bitte vervollständigen Sie die Adresse: {fields}.',
  file: 'Bitte wählen Sie eine Datei aus.',
  'file-size': 'Bitte wählen Sie eine kleinere Datei mit höchstens {size}.',
  'file-type': 'Bitte wählen Sie eine Datei einer dieser Arten: {types}.',
  check: 'Diese Antwort kann nicht angenommen werden.',
  doubt: 'Bitte prüfen Sie, ob das stimmt. Senden Sie es noch einmal, um es zu bestätigen.',
};

const ADDRESS_FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: { street: 'street', houseNumber: 'house number', postalCode: 'postal code', city: 'city' },
  de: { street: 'Straße', houseNumber: 'Hausnummer', postalCode: 'Postleitzahl', city: 'Ort' },
};

const EXAMPLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: { number: '12.5', money: '12.50', date: '2026-12-31' },
  de: { number: '12,5', money: '12,50', date: '31.12.2026' },
};

/** The complaint in words: German for `de`, English for all other languages. */
export function complaintText(complaint: Complaint, language: string): string {
  const key = isGerman(language) ? 'de' : 'en';
  const text = (key === 'de' ? german : english)[complaint.code];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'example') return EXAMPLES[key]?.[complaint.code] ?? '';
    if (name === 'size') return sizeText(Number(complaint.data?.bytes), language);
    const value = complaint.data?.[name] ?? '';
    if (name === 'types') return mediaTypeNames(value.split(' '));
    return name === 'fields'
      ? value
          .split(' ')
          .map((field) => ADDRESS_FIELDS[key]?.[field] ?? field)
          .join(', ')
      : value;
  });
}
