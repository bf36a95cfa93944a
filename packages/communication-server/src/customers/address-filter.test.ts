import { expect, it } from 'vitest';
import { addressFilter } from './address-filter.js';

const settings = { phones: ['phone', 'mobile'], mails: ['email'], countryCode: '49' };

it('looks a mail address up where customers have theirs, however it is written', () => {
  expect(addressFilter(' Kim@Example.org ', settings)).toEqual({
    any: [{ attribute: 'email', op: 'eqIgnoreCase', value: 'Kim@Example.org' }],
  });
});

it('looks a number up in each of its spellings', () => {
  const filter = addressFilter('0221 470801', settings);
  expect(filter).toMatchObject({
    any: [
      { attribute: 'phone', op: 'in' },
      { attribute: 'mobile', op: 'in' },
    ],
  });
  expect(JSON.stringify(filter)).toContain('"+49221470801"');
});

it('finds nobody for what is neither, and where customers have no such attribute', () => {
  expect(addressFilter('visitor 08f8bf', settings)).toBeUndefined();
  expect(addressFilter('anonymous', settings)).toBeUndefined();
  expect(addressFilter('kim@example.org', { ...settings, mails: [] })).toBeUndefined();
  expect(addressFilter('0221 470801', { ...settings, phones: [] })).toBeUndefined();
});
