import type { CatalogueTable } from '../../catalogue/catalogue.js';
import type { StoredType } from '../../catalogue/stored-type.js';
import type { Definitions } from '../../definitions/definition-records.js';
import type { DefinitionDialect } from '../../sql/dialect.js';
import type { EngineName } from '../engine-name.js';
import type { FreeNames } from './names.js';
import type { NotMoved, Problem, Warning } from './transfer-plan.js';

/** What the data say that the catalogue does not. */
export interface Observations {
  /** Types that columns hold in fact, where their declaration leaves it open; by table and column. */
  readonly types: ReadonlyMap<string, StoredType>;
  /** Columns with negative zeros; by table and column. */
  readonly negativeZeros: ReadonlySet<string>;
}

export const observed = (table: string, column: string) => JSON.stringify([table, column]);

export interface PlanOptions {
  readonly from: EngineName;
  readonly to: EngineName;
  /** Columns that become text, as `table.column`. */
  readonly asText: readonly string[];
  readonly observations: Observations;
  /** How tables of the source are defined that are CARUSO's own, and the target's way of writing that. */
  readonly definitions: Definitions;
  readonly definitionsOf: DefinitionDialect;
  /** Names of indexes and constraints that the target has already. */
  readonly taken: readonly string[];
}

/** Where parts of a plan note what is special about them. */
interface Notes {
  readonly notMoved: NotMoved[];
  readonly warnings: Warning[];
  readonly problems: Problem[];
}

/** What the parts of a plan know of the whole. */
export interface PlanContext extends PlanOptions, Notes {
  readonly catalogue: readonly CatalogueTable[];
  readonly names: FreeNames;
  readonly enums: { readonly name: string; readonly values: readonly string[] }[];
  readonly targetOf: (table: string) => { readonly name: string; readonly schema?: string | undefined };
}
