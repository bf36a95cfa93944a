import type { Row } from '@caruso/storage-manager/contract';
import type { Model } from '../model/model.js';
import { wholeOf } from '../model/split-extensions.js';
import type { Repository } from '../repository/repository.js';
import type { PreparedWrite } from '../repository/write/prepared-write.js';
import { changesBetween, keptValues } from './attribute-change.js';
import type { NewEntry } from './history-entry.js';

/** What a write does to an object, before anybody is said to have made it. */
export type Draft = Pick<NewEntry, 'object' | 'key' | 'operation' | 'changes'>;

/**
 * What a write does to objects that keep a history: to the one it is made for, and, when that is deleted, to those that are
 * parts of its row.
 */
export async function draftsOf(
  model: Model,
  repository: Pick<Repository, 'plan' | 'row'>,
  write: PreparedWrite,
): Promise<readonly Draft[]> {
  const { plan, operation, before, statements } = write;
  if (statements.length === 0) return [];
  const own = draftOf(model, write);
  if (operation !== 'delete' || before === undefined) return own;
  const parts = [...model.objects.values()].filter(({ mapping, history }) => history && mapping?.partOf === plan.name);
  const gone = await Promise.all(
    parts.map(async ({ name }) => {
      const part = repository.plan(name);
      const row = await repository.row(part, plan.keyOf(before));
      return row === undefined ? [] : draftOf(model, { ...write, plan: part, before: row });
    }),
  );
  return [...own, ...gone.flat()];
}

function draftOf(model: Model, { plan, operation, key, before, after }: PreparedWrite): readonly Draft[] {
  const object = model.objects.get(wholeOf(plan.name));
  if (object?.history === undefined) return [];
  const isBeside = object.name !== plan.name;
  const kept = isBeside
    ? new Set([...object.history].filter((name) => plan.fields.has(name) && !object.key.includes(name)))
    : object.history;
  const left: Row | undefined = after && {
    ...before,
    ...Object.fromEntries(after.map(({ column, value }) => [column.name, value])),
  };
  const changes = changesBetween(kept, before && keptValues(plan, kept, before), left && keptValues(plan, kept, left));
  // A row beside an object is some of its attributes, not an object that comes or goes.
  const did = isBeside ? 'update' : operation;
  if (did === 'update' && changes.length === 0) return [];
  return [{ object: object.name, key: before === undefined ? key : plan.keyOf(before), operation: did, changes }];
}
