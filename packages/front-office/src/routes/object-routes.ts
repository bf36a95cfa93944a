import { CarusoError } from '@caruso/core';
import { z } from 'zod';
import type { ChangeObjectRequest } from '../api-types.js';
import { withLinks } from '../customer/linked-objects.js';
import { FrontOfficeErrors } from '../errors.js';
import { params, type Route, route } from '../http/route.js';
import { actorOf } from '../session/identity.js';
import type { Services } from './services.js';

const names = (most: number) =>
  z
    .string()
    .max(1_000)
    .transform((list) => list.split(',').filter((name) => name !== ''))
    .pipe(z.array(z.string()).max(most));

const Page = z.object({
  search: z.string().max(200).optional(),
  sort: names(5).optional(),
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  include: names(20).optional(),
});
const History = z.object({
  attribute: z.string().max(200).optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});
const One = z.object({ include: names(20).default([]) });
const Change: z.ZodType<ChangeObjectRequest> = z.object({
  version: z.string().max(2_000),
  changes: z.record(z.string(), z.unknown()),
});

/** The business objects: their types, pages of them, and single ones. */
export function objectRoutes({ objects, log }: Services): Route[] {
  const one = params('object', 'key');
  return [
    route('GET /api/objects', {}, ({ session }) => objects.types({}, { actor: actorOf(session) })),
    route('GET /api/objects/:object', { params: params('object'), query: Page }, ({ session, params, query }) => {
      const { search, sort, after, limit, include } = query;
      const asked = {
        ...params,
        limit,
        ...(search ? { search } : {}),
        ...(sort ? { sort } : {}),
        ...(after ? { after } : {}),
        ...(include ? { include } : {}),
      };
      return objects.find(asked, { actor: actorOf(session) });
    }),
    route('GET /api/objects/:object/:key', { params: one, query: One }, async ({ session, params, query }) => {
      const entity = await withLinks(objects, log, { ...params, include: query.include }, actorOf(session));
      if (!entity) throw new FrontOfficeErrors.NoSuchObject(params);
      return entity;
    }),
    route('GET /api/objects/:object/:key/history', { params: one, query: History }, ({ session, params, query }) => {
      const { limit, attribute, after } = query;
      const asked = { ...params, limit, ...(attribute ? { attribute } : {}), ...(after ? { after } : {}) };
      return objects.history(asked, { actor: actorOf(session) });
    }),
    route('PATCH /api/objects/:object/:key', { params: one, body: Change }, async ({ session, params, body }) => {
      const as = { actor: actorOf(session) };
      try {
        return await objects.update({ ...params, version: body.version, changes: { ...body.changes } }, as);
      } catch (thrown) {
        if (!CarusoError.is(thrown) || thrown.kind !== 'conflict') throw thrown;
        const current = await objects.get(params, as);
        // A conflict with another object, such as a number that is taken, is no case for comparing versions.
        if (current?.version === body.version) throw thrown;
        const { version, changes } = body;
        throw new FrontOfficeErrors.ChangedMeanwhile(
          { ...params, yours: { version, changes }, current },
          { cause: thrown },
        );
      }
    }),
  ];
}
