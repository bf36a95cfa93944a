import { describe, expect, it } from 'vitest';
import { english } from '../wording/english.js';
import { german } from '../wording/german.js';
import { fieldToFocus } from './address-focus.js';

const full = { street: 'Neue Straße', houseNumber: '5', postalCode: '80331', city: 'München' };

describe('the field of an address to type into', () => {
  it('is the one a complaint names, in the words of the dialog', () => {
    expect(fieldToFocus(full, 'The postal code has five digits.', english)).toBe('postalCode');
    expect(fieldToFocus(full, 'Bitte vervollständigen Sie die Adresse: Hausnummer, Ort.', german)).toBe('houseNumber');
  });

  it('is the first that is empty when the complaint names none', () => {
    expect(fieldToFocus({ ...full, city: ' ' }, 'Please complete the address.', english)).toBe('city');
  });

  it('is the first of all when there is nothing to go by', () => {
    expect(fieldToFocus(full, '', english)).toBe('street');
  });
});
