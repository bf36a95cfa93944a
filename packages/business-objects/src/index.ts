export { type BusinessObjectsOptions, businessObjects } from './component.js';
export {
  AttributeType,
  type AttributeValue,
  BusinessObjects,
  type Entity,
  type Filter,
  type ObjectType,
} from './contract.js';
export { modelVocabulary } from './documents/vocabulary.js';
export { type CurrentState, ObjectErrors, type Violation } from './errors.js';
export { checkModel } from './model/check-model.js';
export { checkModelSources, compileModel, type ModelSource } from './model/compile-model.js';
export { checkModelFiles, loadModel, type ModelLocation } from './model/load-model.js';
export type {
  AttributeModel,
  ColumnMapping,
  LinkModel,
  Lock,
  Model,
  ObjectMapping,
  ObjectModel,
} from './model/model.js';
export type { RepositoryContext, Search } from './repository/object-reader.js';
export { Repository } from './repository/repository.js';
export { objectContract } from './service/object-contract.js';
export { ObjectSchemas } from './service/object-schemas.js';
