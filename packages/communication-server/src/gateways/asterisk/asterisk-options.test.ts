import { describe, expect, it } from 'vitest';
import { asterisk } from './asterisk.js';

const access = { url: 'http://127.0.0.1:8088', user: 'caruso', password: 'secret', application: 'caruso' };

describe('asterisk()', () => {
  it('is a gateway with an id of its own', () => {
    expect(asterisk(access).id).toBe('asterisk');
    expect(asterisk({ ...access, id: 'hall' }).id).toBe('hall');
  });

  it('says all that is wrong with its options', () => {
    const wrong = { ...access, url: 'asterisk', password: '', trunk: 'PJSIP/trunk' };
    expect(() => asterisk(wrong)).toThrow(
      'The options of the gateway `asterisk` are not valid: url: an address such as http://127.0.0.1:8088 is expected; password: a password is expected; take it from the environment; trunk: something like PJSIP/{number}@trunk is expected.',
    );
  });
});
