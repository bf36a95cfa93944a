import { type Contract, defineContract } from '@caruso/core';
import { z } from 'zod';
import { BusinessObjects } from '../contract.js';
import type { Model } from '../model/model.js';
import { ObjectSchemas } from './object-schemas.js';

/** The parts of a search; an attribute of such a name can be filtered only by `where`. */
export const SEARCH_PARTS = ['where', 'search', 'sort', 'limit', 'after', 'include'] as const;

/**
 * The contract of one object type, `objects.Customer`, whose schemas come from the model. Scripts use it, because its
 * arguments are flat and its results are records whose fields the checker knows.
 */
export function objectContract(model: Model, object: string, schemas: ObjectSchemas): Contract {
  const record = schemas.record(object);
  const label = model.objects.get(object)?.label ?? object;
  const { where, search, sort, limit, after, include } = BusinessObjects.operations.find.input.shape;
  return defineContract(`objects.${object}`, model.version, {
    get: {
      input: z.strictObject({ key: z.string(), include }),
      output: record.nullable(),
      idempotent: true,
      description: `Reads one object: ${label}.`,
    },
    find: {
      input: z.strictObject({
        ...schemas.filters(object, SEARCH_PARTS),
        where,
        search,
        sort,
        limit,
        after,
        include,
      }),
      output: z.object({ items: z.array(record), next: z.string().optional() }),
      idempotent: true,
      description: `Finds objects by given values: ${label}.`,
    },
    create: { input: schemas.creation(object), output: record, description: `Creates an object: ${label}.` },
    update: {
      input: schemas.change(object),
      output: record,
      description: `Changes an object, if it is still as it was read: ${label}.`,
    },
    delete: {
      input: z.strictObject({ key: z.string(), version: z.string() }),
      output: z.object({}),
      description: `Deletes an object, if it is still as it was read: ${label}.`,
    },
  });
}

/** The contracts of all object types of a model. */
export function modelContracts(model: Model): readonly Contract[] {
  const schemas = new ObjectSchemas(model);
  return [...model.objects.keys()].map((name) => objectContract(model, name, schemas));
}
