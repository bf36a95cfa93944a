import { Modeler } from '@caruso/business-objects/contract';
import type { Stub } from '@caruso/core';
import { z } from 'zod';
import { FrontOfficeErrors } from '../errors.js';
import { params, type Route, route } from '../http/route.js';
import { actorOf } from '../session/identity.js';
import type { Services } from './services.js';

/** All documents of a large model at once. */
const DOCUMENTS_LIMIT = 8 * 1024 * 1024;

const Drafts = Modeler.operations.save.input.pick({ drafts: true });
const Review = Modeler.operations.review.input.pick({ drafts: true });
const Edit = Modeler.operations.edit.input.pick({ drafts: true, edit: true });
const Rows = z.object({
  table: z.string().min(1).max(200),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** The modeler of the studio: models beside the tables they describe. Each call is made for whoever asks. */
export function modelerRoutes({ modeler: given }: Pick<Services, 'modeler'>): Route[] {
  const model = params('model');
  const store = params('model', 'store');
  const modeler = (): Stub<typeof Modeler> => {
    if (given) return given;
    throw new FrontOfficeErrors.NoModeler({});
  };
  const documents = { params: model, bodyLimit: DOCUMENTS_LIMIT };
  return [
    route('GET /api/studio/models', {}, ({ session }) => modeler().models({}, { actor: actorOf(session) })),
    route('GET /api/studio/models/:model', { params: model }, ({ session, params }) =>
      modeler().open(params, { actor: actorOf(session) }),
    ),
    route('POST /api/studio/models/:model/review', { ...documents, body: Review }, ({ session, params, body }) =>
      modeler().review({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route('POST /api/studio/models/:model/edit', { ...documents, body: Edit }, ({ session, params, body }) =>
      modeler().edit({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route('POST /api/studio/models/:model/save', { ...documents, body: Drafts }, ({ session, params, body }) =>
      modeler().save({ ...params, ...body }, { actor: actorOf(session) }),
    ),
    route('GET /api/studio/stores', {}, ({ session }) => modeler().stores({}, { actor: actorOf(session) })),
    route('GET /api/studio/models/:model/stores/:store/tables', { params: store }, ({ session, params }) =>
      modeler().tables(params, { actor: actorOf(session) }),
    ),
    route(
      'GET /api/studio/models/:model/stores/:store/rows',
      { params: store, query: Rows },
      ({ session, params, query }) => modeler().sample({ ...params, ...query }, { actor: actorOf(session) }),
    ),
  ];
}
