import type { Cell, Condition, Row, Statement } from '@caruso/storage-manager/contract';
import type { Entity } from '../contract.js';
import { readVersion } from '../extension/version-parts.js';
import type { Model } from '../model/model.js';
import type { PartObject } from '../outbox/outbox-part.js';
import { allOf } from '../repository/plan/column-conditions.js';
import type { Repository } from '../repository/repository.js';
import type { PreparedWrite } from '../repository/write/prepared-write.js';
import { changeStatements } from '../repository/write/statements.js';
import { besideWrites } from './beside-writes.js';
import { type LinkedRows, linksToOneOf } from './linked-rows.js';
import type { MergePlan } from './plan-merge.js';
import type { UndoableWrite } from './undoable-write.js';

/** What a merge writes to one store, in one transaction. */
export interface StoreWrites {
  readonly store: string;
  readonly writes: readonly PreparedWrite[];
  /** What makes sure, behind them, that nothing is left behind. */
  readonly guards: readonly Statement[];
  /** By which it is known again that it was done. */
  readonly objects: readonly PartObject[];
  readonly undo: readonly PreparedWrite[];
}

/**
 * What a merge writes, store by store: that of the objects themselves comes last, so that nothing goes before all that linked
 * to it has been moved.
 *
 * @throws ObjectErrors.Invalid when the survivor may not have the values, ObjectErrors.Conflict
 */
export async function mergeWrites(
  repository: Repository,
  model: Model,
  merge: MergePlan,
): Promise<readonly StoreWrites[]> {
  const home = merge.plan.mapping.store;
  const all = [...merge.moves, ...(await besideWrites(repository, model, merge))];
  const stores = new Set(all.map(storeOf));
  stores.delete(home);
  const others = [...stores].sort().map((store) => movesIn(store, all, merge));
  return [...others, await homeWrites(repository, model, merge, movesIn(home, all, merge))];
}

const storeOf = ({ write }: UndoableWrite): string => write.plan.mapping.store;

function movesIn(store: string, all: readonly UndoableWrite[], { linked, request }: MergePlan): StoreWrites {
  const own = all.filter((each) => storeOf(each) === store);
  const there = linked.filter(({ plan }) => plan.mapping.store === store);
  const writes = own.map(({ write }) => write);
  return {
    store,
    writes,
    guards: there.flatMap((each) => noMore(each, request)),
    objects: writes.map(partObject),
    undo: own.map(({ undo }) => undo),
  };
}

async function homeWrites(
  repository: Repository,
  model: Model,
  merge: MergePlan,
  moves: StoreWrites,
): Promise<StoreWrites> {
  const { request, losers } = merge;
  const { object, keep } = request;
  const beside = model.objects.get(object)?.mapping?.extension?.attributes;
  const survivor = await survivorWrites(repository, merge, beside);
  const removals: PreparedWrite[] = [];
  for (const loser of inOrderOfRemoval(merge)) {
    removals.push(await repository.prepareDelete(object, loser.key, ownVersion(loser, beside)));
  }
  return {
    ...moves,
    writes: [...moves.writes, ...survivor.before, ...removals, ...survivor.after],
    objects: [
      // It is done when those that go have gone, whatever happened to the survivor since.
      { object, key: keep, operation: 'update', after: [] },
      ...losers.map(({ key }): PartObject => ({ object, key, operation: 'delete' })),
    ],
    undo: [],
  };
}

/**
 * How the survivor gets its values: what leads to one that goes is changed before, and all else after they have gone, because a
 * unique value can be taken over only when it is free.
 */
async function survivorWrites(
  repository: Repository,
  merge: MergePlan,
  beside: ReadonlySet<string> | undefined,
): Promise<{ readonly before: readonly PreparedWrite[]; readonly after: readonly PreparedWrite[] }> {
  const { plan, request, survivor, values } = merge;
  const own = values.filter(({ attribute }) => beside?.has(attribute) !== true);
  const changes = Object.fromEntries(own.map(({ attribute, after }) => [attribute, after]));
  const whole = await repository.prepareUpdate(plan.name, request.keep, ownVersion(survivor, beside), changes);
  const { before: row, after = [] } = whole;
  if (row === undefined || after.length === 0) return { before: [], after: [] };
  const names = new Set(ownLinks(merge).flatMap((name) => plan.field(name).columns.map((column) => column.name)));
  const counted = new Set(plan.nextVersion(row).map(({ column }) => column.name));
  const links = after.filter(({ column }) => names.has(column.name));
  const others = after.filter(({ column }) => !names.has(column.name) && !counted.has(column.name));
  if (links.length === 0) return { before: [], after: [whole] };
  const between = { ...row, ...valuesOf([...links, ...plan.nextVersion(row)]) };
  const writeOf = (before: Row, cells: readonly Cell[]): PreparedWrite[] =>
    cells.length === 0 ? [] : [{ ...whole, before, after: cells, statements: changeStatements(plan, before, cells) }];
  return { before: writeOf(row, links), after: writeOf(between, others) };
}

/** The version of the row of an object, without that of the row beside it. */
function ownVersion({ version }: Entity, beside: ReadonlySet<string> | undefined): string {
  return beside === undefined ? version : readVersion(version)[0];
}

/** An object as a part of the outbox has it. */
export function partObject({ plan, key, operation, after }: PreparedWrite): PartObject {
  return { object: plan.name, key, operation, after };
}

const valuesOf = (cells: readonly Cell[]) => Object.fromEntries(cells.map(({ column, value }) => [column.name, value]));

const ownLinks = ({ plan }: MergePlan) =>
  [...plan.model.links.values()].filter(({ to, many }) => !many && to === plan.name).map(({ name }) => name);

/** Those that link to others of them go first. */
function inOrderOfRemoval(merge: MergePlan): MergePlan['losers'] {
  const names = ownLinks(merge);
  const rest = [...merge.losers];
  const ordered: MergePlan['losers'][number][] = [];
  while (rest.length > 0) {
    const isFree = (key: string) =>
      !rest.some((each) => names.some((name) => each.key !== key && each.values[name] === key));
    const at = Math.max(
      0,
      rest.findIndex(({ key }) => isFree(key)),
    );
    ordered.push(...rest.splice(at, 1));
  }
  return ordered;
}

/** Refuses the whole write when something links to what goes that was not there when the merge was planned. */
function noMore({ plan, links }: LinkedRows, { keep, lose }: MergePlan['request']): Statement[] {
  if (plan.mapping.write !== 'all') return [];
  return links.flatMap((link): Statement[] => {
    const [column] = link.columns;
    const [value = null] = link.write(keep) ?? [];
    if (column === undefined || plan.sides.some((side) => link.columns.some((each) => side.holds(each)))) return [];
    const those: Condition[] = [linksToOneOf([link], lose), ...(plan.where === undefined ? [] : [plan.where])];
    return [{ update: { table: plan.mapping.table, set: [{ column, value }], where: allOf(those), expect: 0 } }];
  });
}
