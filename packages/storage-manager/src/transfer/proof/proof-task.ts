import type { CatalogueTable } from '../../catalogue/catalogue.js';
import type { Definitions } from '../../definitions/definition-records.js';
import type { Copied } from '../copy/copy-all.js';
import type { TransferPlan } from '../plan/transfer-plan.js';
import type { Side } from '../side.js';

/** Both sides, and what is to be the same on them. */
export interface ProofTask {
  readonly source: Side;
  readonly target: Side;
  readonly plan: TransferPlan;
  /** Of the source. */
  readonly catalogue: readonly CatalogueTable[];
  /** How tables of the target are defined that are CARUSO's own. */
  readonly definedThere: Definitions;
  /** What was read from the source a moment ago, by table; without it the source is read. */
  readonly known?: ReadonlyMap<string, Copied>;
  /** How many rows of each kind are shown of a table whose rows differ. */
  readonly examples: number;
  readonly progress: (phase: 'proving' | 'comparing', table: string, rows: number) => void;
}
