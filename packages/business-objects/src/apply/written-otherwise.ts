import type { Column } from '@caruso/storage-manager/contract';
import { writtenForm } from '../model/written-form.js';
import type { Asked } from './apply-list.js';
import type { ApplyStep } from './apply-step.js';
import { type CodedColumn, countRows } from './coded-column.js';
import { gated } from './gated.js';
import type { Storing } from './rows-in-turn.js';

/**
 * Values in the same column that another conversion would read as others: nothing there says whether that has been done. Only
 * what comes to mean null can be told, as those values become the one that is written for it.
 */
export async function writtenOtherwise(
  storage: Storing,
  store: string,
  asked: Asked,
  { member, field, before, now, column, later }: CodedColumn,
): Promise<ApplyStep | undefined> {
  if (before === undefined) return undefined;
  const [was, is] = [before.stored.mapping, field.stored.mapping];
  // Otherwise the column itself shows whether its values have been converted.
  const sameKind = kindOf(was.column) === kindOf(is.column) && was.column.scale === is.column.scale;
  if (!sameKind || writtenForm(was) === writtenForm(is)) return undefined;
  const at = { store, phase: 'switch' as const, sql: [] };
  const lost = was.nullMarkers.filter((marker) => !is.nullMarkers.includes(marker));
  const [written] = was.nullMarkers;
  if (was.convert === is.convert && written === is.nullMarkers[0] && written !== undefined && lost.length === 0) {
    const joining = is.nullMarkers.filter((marker) => !was.nullMarkers.includes(marker));
    const loses = await countRows(storage, store, now.table, column, joining);
    if (loses === 0) return undefined;
    const meaning = joining.map((marker) => JSON.stringify(marker)).join(', ');
    return gated(asked, member, {
      ...at,
      name: `narrow:${member}`,
      loses,
      examples: joining.map((marker) => JSON.stringify(marker)),
      message: `${loses} rows of ${now.table} have ${meaning} in ${now.column}, which will mean that there is no value`,
      work: { do: 'recode', ...later, field, before, codes: joining.map((from) => ({ from, to: written })) },
    });
  }
  const message = `${now.table}.${now.column} was written with ${writtenForm(was)} and would be read with ${writtenForm(is)}; map it to a new column, and bring the values there`;
  return { ...at, name: `refuse:${member}`, state: 'blocked', loses: 0, examples: [], message };
}

/** Types that lie in the same columns on every engine. */
const KINDS: Partial<Readonly<Record<Column['type'], string>>> = { integer: 'whole', long: 'whole', string: 'text' };
const kindOf = ({ type }: Column): string => KINDS[type] ?? type;
