import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/api-failure.js';
import { logInMessage } from './log-in-message.js';

describe('logInMessage', () => {
  it('does not tell whether the name or the password was wrong', () => {
    expect(logInMessage(new ApiFailure(401, 'no'))).toBe('Name or password is wrong. Check both and try again.');
  });

  it('says how long to wait after too many attempts', () => {
    expect(logInMessage(new ApiFailure(429, 'slow down', undefined, 42))).toContain('42 seconds');
    expect(logInMessage(new ApiFailure(429, 'slow down'))).toContain('a minute');
  });

  it('hands on what else the server says', () => {
    expect(logInMessage(new ApiFailure(503, 'The user list cannot be read.'))).toBe('The user list cannot be read.');
  });
});
