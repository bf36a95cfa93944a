import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/api-failure.js';
import { english } from '../wording/english.js';
import { german } from '../wording/german.js';
import { logInMessage } from './log-in-message.js';

describe('logInMessage', () => {
  it('does not tell whether the name or the password was wrong', () => {
    expect(logInMessage(new ApiFailure(401, 'no'), english)).toBe(
      'Name or password is wrong. Check both and try again.',
    );
  });

  it('says how long to wait after too many attempts', () => {
    expect(logInMessage(new ApiFailure(429, 'slow down', undefined, 42), english)).toContain('42 seconds');
    expect(logInMessage(new ApiFailure(429, 'slow down'), english)).toContain('a minute');
  });

  it('speaks the language of the visitor', () => {
    expect(logInMessage(new ApiFailure(429, 'slow down', undefined, 42), german)).toContain('42 Sekunden');
  });

  it('hands on what else the server says', () => {
    expect(logInMessage(new ApiFailure(503, 'The user list cannot be read.'), english)).toBe(
      'The user list cannot be read.',
    );
  });
});
