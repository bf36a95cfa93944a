import { describe, expect, it } from 'vitest';
import { reasonLabel } from './not-ready-reasons.js';

describe('the label of a reason for not being ready', () => {
  it('is what the company calls it', () => {
    expect(reasonLabel('break', [{ id: 'break', label: 'Coffee' }])).toBe('Coffee');
  });

  it('is in plain words when the contact centre itself gave the reason', () => {
    expect(['no-answer', 'rejected', 'connection-lost'].map((reason) => reasonLabel(reason))).toEqual([
      'Call not taken',
      'Call rejected',
      'Connection lost',
    ]);
  });

  it('is the id spelt out when nobody knows it any more', () => {
    expect(reasonLabel('team-meeting')).toBe('Team meeting');
  });
});
