import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Asked, Surroundings } from './apply-list.js';
import type { ApplyStep, Recoding } from './apply-step.js';
import { type CodedColumn, codedColumns, countRows } from './coded-column.js';
import type { ColumnPlaces } from './column-places.js';
import { gated } from './gated.js';
import { findCodes } from './recode.js';
import type { Storing } from './rows-in-turn.js';
import { writtenOtherwise } from './written-otherwise.js';

const EXAMPLES = 5;

/**
 * The steps for values that stay in their columns: ways of writing codes become those of the model, and what a column would be
 * read as otherwise is in the way.
 *
 * @param converted steps that see to the values of a member already
 */
export async function codeSteps(
  storage: Storing,
  { store }: Surroundings,
  asked: Asked,
  places: ColumnPlaces,
  plan: ObjectPlan,
  converted: ReadonlySet<string>,
): Promise<readonly ApplyStep[]> {
  const steps: ApplyStep[] = [];
  for (const coded of codedColumns(plan, places)) {
    if (converted.has(`convert:${coded.member}`)) continue;
    if (coded.field.model.values === undefined) {
      const step = await writtenOtherwise(storage, store, asked, coded);
      if (step !== undefined) steps.push(step);
      continue;
    }
    steps.push(...(await stepsOfCodes(storage, store, asked, coded)));
  }
  return steps;
}

async function stepsOfCodes(
  storage: Storing,
  store: string,
  asked: Asked,
  { member, field, before, now, column, later }: CodedColumn,
): Promise<readonly ApplyStep[]> {
  const found = await findCodes(storage, store, { table: now.table, column }, field, before);
  const base = { store, phase: 'switch' as const, sql: [] };
  if (found.changed.length > 0) {
    const codes = found.changed.map((code) => JSON.stringify(code)).join(', ');
    const message = `${codes} in ${now.table}.${now.column} meant something else before; take other codes, or another column`;
    return [{ ...base, name: `codes:${member}`, state: 'blocked', loses: 0, examples: [], message }];
  }
  const steps: ApplyStep[] = [];
  if (found.spelled.length > 0) {
    steps.push({
      ...base,
      name: `codes:${member}`,
      state: 'ready',
      loses: 0,
      examples: found.spelled
        .slice(0, EXAMPLES)
        .map(({ from, to: code }) => `${JSON.stringify(from)} -> ${JSON.stringify(code)}`),
      message: `${found.spelled.length} ways in which ${later.table}.${later.column.name} writes values become the codes of the model`,
      work: { do: 'recode', ...later, field, before, codes: found.spelled },
    });
  }
  if (found.misfits.length > 0) {
    const { required, default: preset, values = [] } = field.model;
    const fill = required && preset !== undefined ? field.stored.write(preset) : null;
    const rows = await countRows(storage, store, now.table, column, found.misfits);
    steps.push(
      gated(asked, member, {
        ...base,
        name: `narrow:${member}`,
        loses: rows,
        examples: found.misfits.slice(0, EXAMPLES).map((value) => JSON.stringify(value)),
        message: `${rows} objects have values that are none of ${values.join(', ')}`,
        work: {
          do: 'recode',
          ...later,
          field,
          before,
          codes: found.misfits.map((from): Recoding => ({ from, to: fill ?? field.nullMarker })),
        },
      }),
    );
  }
  return steps;
}
