import { describe, expect, it } from 'vitest';
import { idleWords } from './idle-words.js';

describe('what an agent without a contact is told', () => {
  it('is which call was missed, and how to go on', () => {
    expect(idleWords({ state: 'not-ready', reason: 'no-answer' }, '+49301', undefined)).toEqual({
      title: 'Call not taken',
      text: 'You did not take the call from +49301. Press Ready to go on.',
    });
  });

  it('does not need the number, which a reload forgets', () => {
    expect(idleWords({ state: 'not-ready', reason: 'rejected' }, undefined, undefined).text).toBe(
      'You rejected the call. Press Ready to go on.',
    );
  });

  it('is nothing about a former call when the agent chose not to be ready', () => {
    expect(idleWords({ state: 'not-ready', reason: 'break' }, '+49301', undefined).text).not.toContain('+49301');
  });

  it('is who has ended his shift, or taken him out of distribution', () => {
    expect(idleWords({ state: 'offline' }, undefined, 'Sam Tal').text).toContain('Sam Tal has ended your shift.');
    expect(idleWords({ state: 'not-ready', reason: 'break' }, undefined, 'Sam Tal').text).toContain(
      'Sam Tal has taken you out of distribution.',
    );
  });
});
