import type { CatalogueTable, Difference } from '@caruso/storage-manager/contract';
import { rowKey, tableParts } from '../check/table-parts.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Asked, Surroundings } from './apply-list.js';
import type { ApplyStep, Work } from './apply-step.js';
import { codeSteps } from './code-steps.js';
import { ColumnPlaces } from './column-places.js';
import { countUnconverted } from './convert-column.js';
import { gated } from './gated.js';
import type { Storing } from './rows-in-turn.js';

/** The steps by which values come into another form: into another type, or into the one spelling of a code. */
export async function convertSteps(
  storage: Storing,
  at: Surroundings,
  asked: Asked,
  catalogue: readonly CatalogueTable[],
  differences: readonly Difference[],
  plans: readonly ObjectPlan[],
): Promise<readonly ApplyStep[]> {
  if (!at.managed) return [];
  const places = new ColumnPlaces(at, catalogue);
  const steps: ApplyStep[] = [];
  for (const { convert, table } of differences) {
    if (convert === undefined) continue;
    const step = await typeStep(storage, at, asked, places, convert, table);
    if (step !== undefined) steps.push(step);
  }
  const converted = new Set(steps.map(({ name }) => name));
  for (const plan of plans) steps.push(...(await codeSteps(storage, at, asked, places, plan, converted)));
  return steps;
}

async function typeStep(
  storage: Storing,
  { store, names, before: modelBefore }: Surroundings,
  asked: Asked,
  places: ColumnPlaces,
  convert: NonNullable<Difference['convert']>,
  table: string,
): Promise<ApplyStep | undefined> {
  const member = names.member(store, table, convert.column.name);
  const owner = names.owner(store, table, convert.column.name);
  const part = owner && tableParts(owner.plan).find((each) => each.table === table);
  const key = owner && part && rowKey(owner.plan, part);
  const what = `${table}.${convert.column.name} becomes ${convert.column.type} instead of ${convert.from}`;
  const base = { name: `convert:${member}`, store, phase: 'switch' as const, loses: 0, examples: [], sql: [] };
  if (modelBefore === undefined) {
    const remedy = 'name the model as it was with --from, so that its values are read as they were written';
    return { ...base, state: 'blocked', message: `${what}; ${remedy}` };
  }
  if (owner?.field.kind !== 'attribute' || part === undefined || key === undefined || key.length === 0) {
    const why = owner?.field.kind === 'link' ? 'it holds keys of other objects' : 'its rows have no key';
    return { ...base, state: 'blocked', message: `${what}, which cannot be done: ${why}` };
  }
  const before = places.fieldBefore(table, convert.column.name);
  const work: Work = { do: 'convert', convert, field: owner.field, before, key, loses: 0 };
  const place = places.placeNow(part, owner.plan, owner.field);
  if (place === undefined) return undefined;
  const { values, misfits, examples } = await countUnconverted(storage, store, work, place);
  return gated(asked, member, {
    ...base,
    loses: misfits,
    examples,
    message: `${what}; ${misfits} of ${values} values cannot`,
    work: { ...work, loses: misfits },
  });
}
