import { z } from 'zod';
import type { DuplicatesRequest, MergeRequest } from '../api-types.js';
import { params, type Route, route } from '../http/route.js';
import { actorOf } from '../session/identity.js';
import type { Services } from './services.js';

const key = z.string().min(1).max(500);
const Asked = z.object({ key: key.optional(), values: z.record(z.string(), z.unknown()) });
const Merge: z.ZodType<MergeRequest> = z.object({
  keep: key,
  lose: z.array(key).min(1).max(20),
  choose: z.record(z.string(), key),
  versions: z.record(z.string(), z.string().max(2_000)),
  dryRun: z.boolean(),
});

/** Objects that are taken for the same, and what makes one of them. */
export function duplicateRoutes({ objects }: Services): Route[] {
  const of = params('object');
  return [
    route('POST /api/objects/:object/duplicates', { params: of, body: Asked }, ({ session, params, body }) => {
      const asked: DuplicatesRequest = { values: body.values, ...(body.key === undefined ? {} : { key: body.key }) };
      return objects.duplicatesOf({ ...params, ...asked, values: { ...asked.values } }, { actor: actorOf(session) });
    }),
    route('POST /api/objects/:object/merge', { params: of, body: Merge }, ({ session, params, body }) => {
      const { keep, lose, choose, versions, dryRun } = body;
      const request = { ...params, keep, lose: [...lose], choose: { ...choose }, versions: { ...versions }, dryRun };
      return objects.merge(request, { actor: actorOf(session) });
    }),
  ];
}
