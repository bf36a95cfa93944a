export { type StorageManagerOptions, storageManager } from './component.js';
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
