import { expect, it } from 'vitest';
import { humanise } from './humanise.js';

it.each([
  ['name', 'Name'],
  ['openBalance', 'Open balance'],
  ['EAN', 'EAN'],
  ['eanCode', 'Ean code'],
  ['InvoiceLine', 'Invoice line'],
  ['postal_code', 'Postal code'],
  ['IBANNumber', 'IBAN number'],
])('%s in words is %s', (name, words) => {
  expect(humanise(name)).toBe(words);
});
