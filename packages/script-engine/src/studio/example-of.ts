import type { Contract } from '@caruso/core';
import { z } from 'zod';

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  time: '12:00:00',
  'date-time': '2026-01-31T12:00:00.000Z',
  email: 'someone@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** A value that an operation could answer, by the schema of its contract: something to go on with where no service is. */
export function exampleOf(contracts: readonly Contract[], service: string): unknown {
  const dot = service.lastIndexOf('.');
  const contract = contracts.find(({ name }) => name === service.slice(0, dot));
  const operation = contract?.operations[service.slice(dot + 1)];
  if (operation === undefined) return {};
  return example(z.toJSONSchema(operation.output, { unrepresentable: 'any', io: 'output' }) as Schema, 'text', 0);
}

function example(schema: Schema, name: string, depth: number): unknown {
  if (depth > 8) return null;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return example(choices.find(({ type }) => type !== 'null') ?? {}, name, depth);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((each) => example(each, name, depth)));
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.find((each) => each !== 'null');
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, example(inner, key, depth + 1)]),
      );
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () =>
        example(schema.items ?? {}, name, depth + 1),
      );
    case 'string':
      return FORMATS[schema.format ?? ''] ?? `some ${name}`;
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    default:
      return null;
  }
}
