import { describe, expect, it } from 'vitest';
import { CarusoError } from './caruso-error.js';
import { defineErrors, error } from './define-errors.js';

const table = () =>
  defineErrors('GRT', {
    NobodyToGreet: error(7, 'invalid', ({ room }: { room: string }) => `There is nobody in ${room} to greet.`),
    Hoarse: error(8, 'unavailable', (_: object) => 'The voice is gone.'),
  });
const Errors = table();

describe('defineErrors', () => {
  it('gives each error a stable code, its kind, a message made of its data, and a name', () => {
    const thrown = new Errors.NobodyToGreet({ room: 'the hall' });
    expect(thrown).toBeInstanceOf(CarusoError);
    expect({ ...thrown.toJSON() }).toEqual({
      code: 'CRS-GRT-007',
      name: 'NobodyToGreet',
      kind: 'invalid',
      message: 'There is nobody in the hall to greet.',
      data: { room: 'the hall' },
    });
  });

  it('tells errors apart by code, also those of another copy of the package', () => {
    const { NobodyToGreet } = table();
    expect(Errors.NobodyToGreet.is(new NobodyToGreet({ room: 'x' }))).toBe(true);
    expect(Errors.Hoarse.is(new NobodyToGreet({ room: 'x' }))).toBe(false);
    expect(Errors.Hoarse.is('gone')).toBe(false);
  });

  it('keeps the cause out of what crosses a border', () => {
    const thrown = new Errors.Hoarse({}, { cause: new Error('secret of the inside') });
    expect(thrown.cause).toBeInstanceOf(Error);
    expect(JSON.stringify(thrown)).not.toContain('secret');
  });
});
