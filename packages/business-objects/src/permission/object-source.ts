import type { BatchReader } from '../repository/read/include.js';
import type { Repository } from '../repository/repository.js';

/** What can be done with the objects of a model, by whomever. */
export type ObjectOperations = Pick<
  Repository,
  'get' | 'getMany' | 'find' | 'stream' | 'validate' | 'create' | 'createMany' | 'update' | 'upsert' | 'delete'
>;

/** Where permitted objects come from: the repository, or what stands for it. */
export type ObjectSource = ObjectOperations & BatchReader;
