import { CarusoError, type Stub } from '@caruso/core';
import type { Diagnostic } from '@caruso/language';
import type { Storage } from '@caruso/storage-manager/contract';
import { Problems } from '../documents/problems.js';
import type { Model } from '../model/model.js';
import { splitExtensions } from '../model/split-extensions.js';
import type { Field } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { ModelPlan } from '../repository/plan/plan-model.js';
import { placeOf } from './check-columns.js';
import { type RowMisfit, RowMisfits } from './row-misfits.js';

/** What was read for a check, and what of it cannot be. */
export interface RowsChecked {
  readonly diagnostics: readonly Diagnostic[];
  readonly rows: number;
  readonly objects: number;
}

const VALUES = 3;
const KEYS = 3;
const NOTHING = /^"?(?:[0. :-]*|-?infinity|n\/?a|null|none)"?$/i;

/**
 * Reads rows of each object type, and says which of their values the mapping does not read: once for each attribute, with how many
 * there are and where some of them lie.
 *
 * @param most rows of each type that are read
 */
export async function checkRows(
  model: Model,
  storage: Pick<Stub<typeof Storage>, 'select'>,
  most: number,
): Promise<RowsChecked> {
  const problems = new Problems();
  let [rows, objects] = [0, 0];
  for (const plan of new ModelPlan(splitExtensions(model))) {
    const misfits = new RowMisfits(storage, plan);
    try {
      await misfits.find(most);
    } catch (thrown) {
      // Tables that are not there have been reported, or are made at the start.
      if (CarusoError.is(thrown) && thrown.kind === 'not-found') continue;
      throw thrown;
    }
    rows += misfits.rows;
    objects += 1;
    for (const [field, found] of byField(misfits.found)) report(plan, field, found, misfits.rows, problems);
  }
  return { diagnostics: problems.all, rows, objects };
}

function byField(found: readonly RowMisfit[]): ReadonlyMap<Field, readonly RowMisfit[]> {
  const fields = new Map<Field, RowMisfit[]>();
  for (const misfit of found) fields.set(misfit.field, [...(fields.get(misfit.field) ?? []), misfit]);
  return fields;
}

function report(
  { name, mapping }: ObjectPlan,
  field: Field,
  found: readonly RowMisfit[],
  rows: number,
  problems: Problems,
): void {
  const values = new Map<string, string[]>();
  for (const { found: value, key } of found) {
    const keys = values.get(value) ?? [];
    values.set(value, key === undefined ? keys : [...keys, key]);
  }
  const shown = [...values].slice(0, VALUES).map(([value, keys]) => `${value}${atKeys(name, keys)}`);
  const more = values.size > VALUES ? [`${values.size - VALUES} more values`] : [];
  const column = found[0]?.column ?? '';
  const where = `the column '${column}' of '${mapping.table}' in '${mapping.store}' holds ${[...shown, ...more].join(', ')}`;
  const message = `${name}.${field.name} cannot be read in ${found.length} of ${Math.max(rows, found.length)} rows: ${where}`;
  problems.error('unreadable-value', message, placeOf(mapping, column), cureOf(field, [...values.keys()]));
}

function atKeys(object: string, keys: readonly string[]): string {
  if (keys.length === 0) return '';
  const more = keys.length > KEYS ? ` and ${keys.length - KEYS} more` : '';
  return ` (${object} ${keys.slice(0, KEYS).join(', ')}${more})`;
}

function cureOf(field: Field, values: readonly string[]): string {
  const stored = values.map((value) => value.replace(/^"(.*)"$/, '$1'));
  if (field.kind === 'attribute' && values.every((value) => NOTHING.test(value))) {
    const list = stored.slice(0, VALUES).map((value) => `'${value}'`);
    return `if that means nothing, say so in its <col>: null="${list.join(',')}"`;
  }
  if (field.kind === 'attribute' && (field.model.values !== undefined || field.model.type === 'boolean')) {
    return `give each value a code in its <col>, or all others one meaning: convert="code(${stored[0]}=…,*=…)"`;
  }
  return 'correct the values, or give the attribute another type, or its <col> another convert';
}
