import type { Model } from '../model/model.js';
import type { ObjectSource } from '../permission/object-source.js';
import type { RepositoryContext } from '../repository/read/object-reader.js';
import { Repository } from '../repository/repository.js';
import { ExtendedRepository } from './extended-repository.js';

/** The objects of a model without an assembly, whether or not something of them lies beside their tables. */
export function openObjects(model: Model, context: RepositoryContext): ObjectSource {
  const isExtended = [...model.objects.values()].some(({ mapping }) => mapping?.extension !== undefined);
  return isExtended ? new ExtendedRepository(model, context) : new Repository(model, context);
}
