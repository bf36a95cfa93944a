import { describe, expect, it } from 'vitest';
import { drainConsequences } from './drain-consequences.js';

const contract = (name: string) => [{ name, version: '1.0.0' }];
const storage = { id: '1', contracts: contract('caruso.storage'), dependants: ['reporting', 'front-office'] };

describe('what happens when a service is taken out', () => {
  it('names those that need it and would be left alone', () => {
    expect(drainConsequences(storage, [])[0]).toBe(
      'These services need it, and nobody else provides what it does: reporting, front-office.',
    );
  });

  it('names who would serve them instead', () => {
    const second = { component: 'second-store', contracts: contract('caruso.storage'), state: 'active' as const };
    expect(drainConsequences(storage, [second])[0]).toContain('There is also second-store.');
    expect(drainConsequences(storage, [{ ...second, state: 'failed' }])[0]).toContain('nobody else provides');
  });

  it('says so when nobody needs it', () => {
    expect(drainConsequences({ ...storage, dependants: [] }, [])[0]).toBe('No other service needs it.');
  });

  it('warns of taking out the pages one is looking at', () => {
    const frontOffice = { id: '2', contracts: contract('caruso.front-office'), dependants: [] };
    expect(drainConsequences(frontOffice, []).join(' ')).toContain('these pages go with it');
  });
});
