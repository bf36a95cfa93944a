export { type StorageManagerOptions, storageManager, storesOf, withStoresAsFound } from './component.js';
export {
  type CatalogueTable,
  type Cell,
  type Column,
  type ColumnDefinition,
  type ComparisonOp,
  type Condition,
  LogicalType,
  type Row,
  type Statement,
  type StatementResult,
  Storage,
  type TableDefinition,
  type Value,
} from './contract.js';
export { StorageErrors } from './errors.js';
export { openStore } from './open-store.js';
export type { Ordering, Selection } from './sql/select.js';
export type { Store } from './store.js';
export type { StoreOptions } from './store-address.js';
export type { ChangedRow, RowDifferences, RowExample } from './transfer/differences/row-differences.js';
export type { TransferOptions, TransferProgress } from './transfer/open-transfer.js';
export type { NotMoved, Problem, Warning } from './transfer/plan/transfer-plan.js';
export { readableReport } from './transfer/report/readable-report.js';
export type { ReportedSide, TableProof, TransferReport } from './transfer/report/transfer-report.js';
export { transferStore, verifyStores } from './transfer/transfer-store.js';
