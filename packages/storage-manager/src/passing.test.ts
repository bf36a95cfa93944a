import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { passing } from './passing.js';

describe('a schema that most values pass at once', () => {
  const counted = () => {
    let examined = 0;
    const item = z.object({ name: z.string().refine(() => ++examined > 0) });
    const accepts = (value: unknown) =>
      Array.isArray(value) && value.length > 0 && value.every(({ name }) => name === 'id');
    return { schema: z.object({ columns: passing(z.array(item).min(1), accepts) }), examined: () => examined };
  };

  it('hands on what is accepted as it is, and does not examine it', () => {
    const { schema, examined } = counted();
    const columns = [{ name: 'id' }];
    expect(schema.parse({ columns }).columns).toBe(columns);
    expect(examined()).toBe(0);
  });

  it('examines what is not accepted, and hands on what the schema makes of it', () => {
    const { schema, examined } = counted();
    expect(schema.parse({ columns: [{ name: 'other', more: 1 }] })).toEqual({ columns: [{ name: 'other' }] });
    expect(examined()).toBe(1);
  });

  it('says what is wrong, and where', () => {
    const { schema } = counted();
    const found = (columns: unknown) => schema.safeParse({ columns }).error?.issues.map(({ path }) => path);
    expect(found([{ name: 'other' }, { name: 7 }])).toEqual([['columns', 1, 'name']]);
    expect(found([])).toEqual([['columns']]);
    expect(found(undefined)).toEqual([['columns']]);
    expect(schema.safeParse({}).success).toBe(false);
  });

  it('is as JSON Schema what it checks', () => {
    const { schema } = counted();
    expect(z.toJSONSchema(schema)).toMatchObject({
      required: ['columns'],
      properties: { columns: { type: 'array', minItems: 1, items: { properties: { name: { type: 'string' } } } } },
    });
  });
});
