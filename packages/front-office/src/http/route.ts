import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FrontOfficeErrors } from '../errors.js';
import type { Session } from '../session/sessions.js';
import type { RouteName } from './access.js';

/** The schemas of what a request brings; a part without a schema must be empty, or is not looked at (query). */
export interface RequestShape {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** How many bytes the body may have, where it is more than a form. */
  readonly bodyLimit?: number;
}

type Part<Shape extends RequestShape, Name extends 'params' | 'query' | 'body'> =
  Shape[Name] extends z.ZodType<infer Value> ? Value : undefined;

/** A request whose parts have been checked. */
export interface Checked<Shape extends RequestShape> {
  readonly params: Part<Shape, 'params'>;
  readonly query: Part<Shape, 'query'>;
  readonly body: Part<Shape, 'body'>;
  readonly session: Session | null;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A route that can be registered. Made by {@link route}. */
export interface Route {
  readonly name: RouteName;
  readonly bodyLimit?: number;
  handle(request: FastifyRequest, session: Session | null, reply: FastifyReply): unknown;
}

/** Declares a route: a row of the access table, what a request must look like, and what it does. */
export function route<const Shape extends RequestShape>(
  name: RouteName,
  shape: Shape,
  handle: (checked: Checked<Shape>) => unknown,
): Route {
  return {
    name,
    ...(shape.bodyLimit === undefined ? {} : { bodyLimit: shape.bodyLimit }),
    handle(request, session, reply) {
      const checked = {
        params: check('path', shape.params, request.params),
        query: check('query', shape.query, request.query),
        body: check('body', shape.body, request.body),
      } as Pick<Checked<Shape>, 'params' | 'query' | 'body'>;
      return handle({ ...checked, session, request, reply });
    },
  };
}

function check(part: string, schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues
    .map(({ path, message }) => (path.length ? `${path.join('.')}: ${message}` : message))
    .join('; ');
  throw new FrontOfficeErrors.InvalidRequest({ part, issues });
}

/** Path parameters of these names. */
export function params<const Name extends string>(...names: Name[]): z.ZodType<Record<Name, string>> {
  const text = z.string().min(1).max(500);
  return z.object(Object.fromEntries(names.map((name) => [name, text]))) as unknown as z.ZodType<Record<Name, string>>;
}
