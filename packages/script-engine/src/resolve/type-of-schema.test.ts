import { type Type, types } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parametersOf, typeOfSchema } from './type-of-schema.js';

describe('typeOfSchema', () => {
  it('maps what expressions know', () => {
    const schema = z.object({
      id: z.uuid(),
      name: z.string().min(1).optional(),
      count: z.int().nullable(),
      on: z.iso.date(),
      at: z.iso.datetime(),
      kind: z.enum(['a', 'b']).default('a'),
      open: z.boolean(),
      lines: z.array(z.object({ text: z.string() })).readonly(),
      either: z.union([z.literal('x'), z.literal('y')]),
      more: z.record(z.string(), z.unknown()),
    });
    expect(typeOfSchema(schema)).toEqual(
      types.object({
        id: types.text,
        name: types.text,
        count: types.number,
        on: types.date,
        at: types.instant,
        kind: types.code('a', 'b'),
        open: types.yesno,
        lines: types.list(types.object({ text: types.text })),
        either: types.code('x', 'y'),
        more: types.unknown,
      }),
    );
  });

  it('follows a schema that leads back to itself', () => {
    interface Tree {
      name: string;
      children: Tree[];
    }
    const Tree: z.ZodType<Tree> = z.lazy(() => z.object({ name: z.string(), children: z.array(Tree) }));
    const type = typeOfSchema(Tree);
    const children = type.kind === 'object' ? type.fields.get('children') : undefined;
    expect(children?.kind === 'list' && children.of).toBe(type);
  });

  it('ends at a list or union that leads back to itself, and knows a schema that is used twice', () => {
    const filter: z.ZodType = z.lazy(() => z.union([z.object({ all: z.array(filter) }), z.object({ not: filter })]));
    expect(typeOfSchema(z.object({ where: filter })).kind).toBe('object');
    const name = z.string();
    const twice = typeOfSchema(z.object({ first: name, names: z.array(name) }));
    expect(twice).toEqual(
      types.object(
        new Map<string, Type>([
          ['first', types.text],
          ['names', types.list(types.text)],
        ]),
      ),
    );
  });

  it('tells which parameters must be given', () => {
    const parameters = parametersOf(
      z.object({ a: z.string(), b: z.number().optional(), c: z.boolean().default(true) }),
    );
    expect([...(parameters ?? [])].map(([name, { required }]) => [name, required])).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ]);
  });
});
