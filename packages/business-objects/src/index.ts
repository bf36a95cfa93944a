export type { AppliedStep } from './applied/applied-step.js';
export { appliedTo } from './applied/read-applied.js';
export type { ApplyStep, ReportedStep, StepState } from './apply/apply-step.js';
export type { Holder } from './apply/lease.js';
export {
  type ApplyOptions,
  type DoneStep,
  ModelApplication,
  type Progress,
  refuseBlocked,
} from './apply/model-application.js';
export { checkModel } from './check/check-model.js';
export { checkRows } from './check/check-rows.js';
export { type CompileOptions, checkModelSources, compileModel } from './compile/compile-model.js';
export { type BusinessObjectsOptions, businessObjects, modelOf } from './component.js';
export type { ModelRelease, ModelSource } from './compose/model-documents.js';
export type { Conformance, Coverage } from './conformance/conformance.js';
export {
  AttributeType,
  type AttributeValue,
  BusinessObjects,
  type Candidate,
  type Change,
  type ChangeResult,
  type ConsentState,
  type ConsentStatement,
  type DuplicatesStep,
  type Entity,
  type Erasure,
  type Filter,
  type HistoryEntry,
  type MergeReceipt,
  type ObjectType,
  type OutboxPart,
} from './contract.js';
export { type Diagram, diagramOf } from './diagram/diagram.js';
export { toMermaid } from './diagram/to-mermaid.js';
export { toSvg } from './diagram/to-svg.js';
export { modelVocabulary } from './documents/vocabulary.js';
export { type Lost, lostMembers, withoutLost } from './drift/lost-members.js';
export { type CurrentState, type MergeObstacle, ObjectErrors, type Violation } from './errors.js';
export { type ExportOptions, exportObjects } from './exchange/export-objects.js';
export { type ImportOptions, type ImportReport, importCsv } from './exchange/import-csv.js';
export { openObjects } from './extension/open-objects.js';
export {
  checkConformance,
  checkModelFiles,
  driftConsequences,
  type LoadOptions,
  loadModel,
  type ModelLocation,
} from './load-model.js';
export type {
  AttributeModel,
  ColumnMapping,
  LinkModel,
  Lock,
  Model,
  ObjectMapping,
  ObjectModel,
} from './model/model.js';
export type { Abbreviations } from './modeler/abbreviations.js';
export type { DraftModel } from './modeler/draft.js';
export { type IntrospectOptions, introspect } from './modeler/introspect.js';
export { type ModelDocuments, writeDraft, writeTogether } from './modeler/write-draft.js';
export { countMisfits, type Misfits } from './plan/count-misfits.js';
export { type Effect, type ModelStep, planChange } from './plan/plan-change.js';
export type { RepositoryContext, Search } from './repository/read/object-reader.js';
export { Repository } from './repository/repository.js';
export { modelContracts, objectContract } from './service/object-contract.js';
export { ObjectSchemas } from './service/object-schemas.js';
export { type ModelerOptions, modeler } from './studio/modeler.js';
export { modelTypes } from './types/model-types.js';
export { type TypedEntity, type TypedFilter, type TypedObjects, typedObjects } from './types/typed-objects.js';
