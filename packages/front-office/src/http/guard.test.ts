import { describe, expect, it } from 'vitest';
import { FrontOfficeErrors } from '../errors.js';
import { guard } from './guard.js';

const user = { login: 'agent1', name: 'Agent One', role: 'agent' as const, agent: 'agent1' };
const session = (of: typeof user | null) => ({ id: '1', csrf: 'the-token', user: of, endsAt: 0 });

describe('the guard', () => {
  it('asks whoever is not logged in to log in first', () => {
    for (const nobody of [null, session(null)]) {
      expect(() => guard(['agent'], nobody, 'GET', undefined)).toThrow(FrontOfficeErrors.NotLoggedIn);
    }
  });

  it('refuses another role, and everybody where no role is named', () => {
    expect(() => guard(['supervisor'], session(user), 'GET', undefined)).toThrow('open to the role supervisor');
    expect(() => guard([], session(user), 'GET', undefined)).toThrow(FrontOfficeErrors.Forbidden);
  });

  it('lets reading pass without a token', () => {
    expect(() => guard(['agent'], session(user), 'GET', undefined)).not.toThrow();
  });

  it('wants the token of the session for whatever changes something, also from visitors', () => {
    for (const method of ['POST', 'PATCH', 'DELETE', 'PUT']) {
      for (const token of [undefined, '', 'the-tokem', 'the-token-and-more', ['the-token']]) {
        expect(() => guard('anyone', session(null), method, token)).toThrow(FrontOfficeErrors.WrongCsrfToken);
      }
      expect(() => guard('anyone', session(null), method, 'the-token')).not.toThrow();
      expect(() => guard('anyone', null, method, 'the-token')).toThrow(FrontOfficeErrors.WrongCsrfToken);
    }
  });
});
