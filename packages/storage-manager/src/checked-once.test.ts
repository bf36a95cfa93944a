import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkedOnce, isFrozenThrough } from './checked-once.js';

describe('a schema for values that are used again and again', () => {
  const counted = () => {
    let checks = 0;
    const shape = z.object({ name: z.string().refine(() => ++checks > 0), also: z.array(z.string()).optional() });
    return { schema: z.object({ columns: checkedOnce(z.array(shape).min(1)) }), checks: () => checks };
  };

  it('checks one that cannot change but once, and hands it on as it is', () => {
    const { schema, checks } = counted();
    const columns = Object.freeze([Object.freeze({ name: 'id', also: Object.freeze(['']) })]);
    expect(schema.parse({ columns }).columns).toBe(columns);
    expect(schema.parse({ columns }).columns).toBe(columns);
    expect(checks()).toBe(1);
  });

  it('checks one that may have changed each time', () => {
    const { schema, checks } = counted();
    const columns = Object.freeze([{ name: 'id' }]);
    schema.parse({ columns });
    (columns[0] as { name: unknown }).name = 7;
    expect(schema.safeParse({ columns }).success).toBe(false);
    expect(checks()).toBe(1);
  });

  it('says what is wrong, and where', () => {
    const { schema } = counted();
    const found = (columns: unknown) => schema.safeParse({ columns }).error?.issues.map(({ path }) => path);
    expect(found([{ name: 'id' }, { name: 7 }])).toEqual([['columns', 1, 'name']]);
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

  it('takes nothing for unchangeable of which a part is not', () => {
    expect(isFrozenThrough(Object.freeze([Object.freeze({ name: 'id' })]))).toBe(true);
    expect(isFrozenThrough(Object.freeze([{ name: 'id' }]))).toBe(false);
    expect(isFrozenThrough([Object.freeze({ name: 'id' })])).toBe(false);
  });
});
