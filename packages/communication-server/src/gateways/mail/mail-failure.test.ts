import { StorageErrors } from '@caruso/storage-manager';
import { describe, expect, it } from 'vitest';
import { ContactCentreErrors } from '../../errors.js';
import { saysOf, tellsOfMail } from './mail-failure.js';

const by = (properties: object) => Object.assign(new Error('Command failed'), properties);
const broken = by({ code: 'NoConnection' });
const refused = by({ responseStatus: 'NO', responseText: 'Internal error occurred' });
const ended = by({ code: 'NoConnection', reason: 'FETCH failed: Internal error occurred' });
const shutDown = by({ code: 'NoConnection', reason: 'Server shutting down.' });
const at = { store: 'system', reason: 'no room' };

describe('what fails with one mail', () => {
  it.each([
    ['the mail server answers NO', refused, true],
    ['reading it throws', new TypeError('cannot read it'), true],
    ['the mail server ends the connection because of it', ended, false],
    ['a store does not take what stands in it', new StorageErrors.ValueDoesNotFit({ ...at, column: 'subject' }), true],
  ])('may be due to it when %s', (_, thrown, connected) => {
    expect(tellsOfMail(thrown, connected)).toBe(true);
  });

  it.each([
    ['the connection has broken', broken, false],
    ['the mail server is stopped', shutDown, false],
    ['the mail server wants to be asked less often', by({ code: 'ETHROTTLE' }), true],
    ['the log cannot be written', new ContactCentreErrors.LogUnavailable({ reason: 'no room' }), true],
    ['the log is another process’s', new ContactCentreErrors.LogTaken({ number: 7 }), true],
    ['a store is full', new StorageErrors.StoreIsFull(at), true],
    ['nothing answers its address any more', new ContactCentreErrors.UnknownQueue({ queue: 'x', known: [] }), true],
  ])('is not due to it when %s', (_, thrown, connected) => {
    expect(tellsOfMail(thrown, connected)).toBe(false);
  });

  it('is told in the words of the mail server, where it has any', () => {
    expect([refused, ended, broken, 'odd'].map(saysOf)).toEqual([
      'Internal error occurred',
      'FETCH failed: Internal error occurred',
      'Command failed',
      'odd',
    ]);
  });
});
