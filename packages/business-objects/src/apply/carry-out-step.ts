import { type Stub, systemClock } from '@caruso/core';
import type { Storage } from '@caruso/storage-manager/contract';
import { dropEntriesOfType, renameInEntries } from '../history/entries-of-type.js';
import type { Model } from '../model/model.js';
import type { AttributeField } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { ApplyStep } from './apply-step.js';
import { ColumnHistory } from './column-history.js';
import { convertColumn } from './convert-column.js';
import { keptColumns } from './kept-columns.js';
import { recode } from './recode.js';

/** What is applied, and by whom. */
export interface Applied {
  readonly model: Model;
  readonly plans: readonly ObjectPlan[];
  readonly by?: string | undefined;
  readonly now?: (() => number) | undefined;
}

type Storing = Pick<Stub<typeof Storage>, 'define' | 'alter' | 'select' | 'write'>;

/**
 * Does what a step says, wholly or, after an interruption, the rest of it.
 *
 * @param onRows told of rows that are done, a chunk at a time
 */
export async function carryOutStep(
  storage: Storing,
  applied: Applied,
  { store, work }: ApplyStep,
  onRows: (rows: number) => Promise<void>,
): Promise<void> {
  const historyOf = (table: string, column: string, before: AttributeField | undefined) =>
    columnHistory(storage, applied, { store, table, column }, before);
  switch (work?.do) {
    case 'alter':
      await storage.alter({ store, alteration: work.alteration });
      return;
    case 'convert': {
      const { convert, before } = work;
      return convertColumn(storage, store, work, historyOf(convert.table, convert.column.name, before), onRows);
    }
    case 'recode':
      return recode(storage, store, work, historyOf(work.table, work.column.name, work.before), onRows);
    case 'renameInHistory':
      return renameInEntries(storage, store, work, onRows);
    case 'forget':
      await storage.write({ store, statements: [dropEntriesOfType(work.object)] });
  }
}

function columnHistory(
  storage: Storing,
  { model, plans, by: actor, now = systemClock.now }: Applied,
  place: { readonly store: string; readonly table: string; readonly column: string },
  before: AttributeField | undefined,
): ColumnHistory | undefined {
  const kept = keptColumns(model, plans, place, before);
  if (kept.length === 0) return undefined;
  const at = () => new Date(now()).toISOString();
  return new ColumnHistory(storage, place.store, kept, { actor, model: `${model.name} ${model.version}`, at });
}
