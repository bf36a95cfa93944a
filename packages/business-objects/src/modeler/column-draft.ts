import type { CatalogueTable } from '@caruso/storage-manager/contract';
import { quoteCode } from './code-list.js';
import type { DraftAttribute } from './draft.js';
import { type ColumnSample, SAMPLE_ROWS, type TableSample } from './sample.js';

/** What is known of a column beside its own catalogue entry. */
export interface ColumnContext {
  readonly table: CatalogueTable;
  readonly sample: TableSample;
  /** Whether objects are told apart, or linked, by it: then its values stay as they are. */
  readonly identifies: boolean;
}

/** The type of an attribute and how its values lie in the column. */
export type ColumnDraft = Omit<DraftAttribute, 'name' | 'label' | 'column' | 'search'>;

/** Which values were seen in how many rows, in words. */
export const seen = ({ counts }: ColumnSample, sample: TableSample) =>
  `only ${[...counts.keys()].map(quoteCode).sort().join(', ')} in ${rowsSeen(sample)}`;

/** How many rows were looked at, in words. */
export function rowsSeen({ complete, rows }: TableSample): string {
  return complete ? `${rows.length} rows` : `the first ${SAMPLE_ROWS} rows`;
}
