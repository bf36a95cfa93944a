import { describe, expect, it } from 'vitest';
import { scriptInput } from './dialog-routes.js';

const names = { customerInput: 'customer', contactInput: 'contact' };
const input = (name: string, required: boolean) => ({ name, type: 'string', required });

describe('the input of a script', () => {
  it('gets what is known and asked for, and nothing else', () => {
    const script = { inputs: [input('customer', true), input('language', false)] };
    expect(scriptInput(script, names, { customer: '17', contact: 'c1' })).toEqual({
      input: { customer: '17' },
      missing: [],
    });
  });

  it('lacks what is required and not known', () => {
    const script = { inputs: [input('customer', true), input('contact', false), input('meter', true)] };
    expect(scriptInput(script, names, { contact: 'c1' })).toEqual({
      input: { contact: 'c1' },
      missing: ['customer', 'meter'],
    });
  });
});
