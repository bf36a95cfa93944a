import type { Entity } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { AttributeChange } from '../history/attribute-change.js';
import type { Author, Journal } from '../history/journal.js';
import type { ObjectModel } from '../model/model.js';
import { besideOf } from '../model/split-extensions.js';
import { erasedValues, rulings } from './attribute-rulings.js';
import type { ErasureStep } from './erasure-record.js';
import type { PlanContext } from './plan-erasure.js';

/** How often it is tried again when somebody changes the object at the same time. */
const MOST_ATTEMPTS = 5;

export interface EraseContext extends PlanContext {
  readonly journal: Journal | undefined;
}

/**
 * Does what a step says to one object; what is done already is left as it is, so it may be repeated.
 *
 * @param today ISO date
 * @throws ObjectErrors.ChangesWait, and what the store says when it refuses
 */
export async function eraseObject(
  context: EraseContext,
  type: ObjectModel,
  step: ErasureStep,
  author: Author,
  today: string,
): Promise<void> {
  const { object, key } = step;
  const { history, journal } = context;
  await journal?.unsettled.settle(object, key);
  if (await history.isUnsettled(type, key)) throw new ObjectErrors.ChangesWait({ object, key });
  const changes = await writeObject(context, type, step, today);
  await history.scrub(type, key, step.scrubbed);
  if (journal !== undefined && changes.length > 0) {
    const operation = step.operation === 'delete' ? ('delete' as const) : ('update' as const);
    const entry = journal.entry(author, step.id, { object, key, operation, changes });
    await history.add(type, { ...entry, id: step.id });
  }
}

/** @returns what is to stand in the history of it */
async function writeObject(
  context: EraseContext,
  type: ObjectModel,
  step: ErasureStep,
  today: string,
): Promise<readonly AttributeChange[]> {
  if (step.operation === 'history') return [];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const values = await writeOnce(context, type, step, today);
      const names = step.operation === 'delete' ? [...(type.history ?? [])] : step.attributes;
      return names
        .filter((name) => type.history?.has(name))
        .map((attribute) => ({ attribute, from: null, to: values[attribute] ?? null, erased: true as const }));
    } catch (thrown) {
      if (!ObjectErrors.Conflict.is(thrown) || attempt === MOST_ATTEMPTS) throw thrown;
    }
  }
}

/** @returns the values that the attributes have now */
async function writeOnce(
  { source, repository }: EraseContext,
  type: ObjectModel,
  { object, key, operation, attributes }: ErasureStep,
  today: string,
): Promise<Entity['values']> {
  let entity = await source.get(object, key);
  const { erasure } = type;
  if (entity === null || erasure === undefined) {
    const orphan = type.mapping?.extension && (await repository.get(besideOf(object), key));
    if (orphan) await repository.delete(orphan.object, orphan.key, orphan.version);
    return {};
  }
  const plan = source.plan(object);
  const ruled = rulings(plan, erasure, entity.values, today).filter(({ name }) => attributes.includes(name));
  const changes = erasedValues(plan, ruled);
  if (Object.keys(changes).length > 0) entity = await source.update(object, key, entity.version, changes);
  if (operation === 'change') return entity.values;
  await source.delete(object, key, entity.version);
  return {};
}
