import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

const least = { port: 0, company: 'Stadtwerke', customer: { object: 'Customer' } };

describe('the options of the front office', () => {
  it('are safe where they are left out', () => {
    const settings = readOptions(least);
    expect(settings).toMatchObject({ host: '127.0.0.1', trustProxy: false, users: [] });
    expect(settings.session).toEqual({ idleMinutes: 480, longestHours: 16 });
  });

  it('are refused with the name of each that cannot be used', () => {
    const users = [
      { login: 'kim', name: 'Kim', role: 'customer' as const, password: 'long enough' },
      { login: 'agent1', name: 'Agent One', role: 'agent' as const, password: 'short' },
    ];
    expect(() => readOptions({ ...least, port: 70_000, users })).toThrow(
      /port: .*users\.0\.customer: .*users\.1\.password: .*at least 8/s,
    );
  });
});
