import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeIssues } from './describe-issues.js';

const told = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value);
  return error === undefined ? 'fits' : describeIssues(error);
};

describe('what does not fit a schema', () => {
  it('is told with its place', () => {
    expect(told(z.object({ a: z.object({ b: z.int() }) }), { a: { b: 'x' } })).toMatch(
      /^a\.b: Invalid input: expected/,
    );
    expect(told(z.string(), 1)).toMatch(/^Invalid input: expected string/);
  });

  const Condition: z.ZodType = z.lazy(() =>
    z.union([
      z.object({ attribute: z.string(), op: z.enum(['eq', 'ne']), value: z.unknown() }),
      z.object({ attribute: z.string(), op: z.enum(['isNull']) }),
      z.object({ all: z.array(Condition) }),
    ]),
  );

  it('is told of the forms of a union that the value comes nearest to', () => {
    const where = z.object({ where: Condition });
    expect(told(where, { where: { attribute: 'city', op: 'equals', value: 'Graz' } })).toBe(
      'where.op: Invalid option: expected one of "eq"|"ne", or where.op: Invalid input: expected "isNull"',
    );
    expect(told(where, { where: { all: [{ attribute: 1, op: 'eq', value: 1 }] } })).toBe(
      'where.all.0.attribute: Invalid input: expected string, received number',
    );
  });

  it('is told once where several forms say the same, and of a value that is like none', () => {
    expect(told(z.union([z.string(), z.string().min(3)]), 1)).toBe('Invalid input: expected string, received number');
    expect(told(z.object({ id: z.union([z.string(), z.number()]) }), {})).toBe(
      'id: Invalid input: expected string, received undefined, or id: Invalid input: expected number, received undefined',
    );
  });
});
