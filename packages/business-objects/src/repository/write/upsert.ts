import type { Entity } from '../../contract.js';
import { ObjectErrors } from '../../errors.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import type { Search } from '../read/object-reader.js';

type Given = Readonly<Record<string, unknown>>;

/** What an upsert consists of, as somebody may do it. */
interface Operations {
  find(object: string, search: Search): Promise<{ readonly items: readonly Entity[] }>;
  create(object: string, given: Given): Promise<Entity>;
  update(object: string, key: string, version: string, changes: Given): Promise<Entity>;
}

/** How often it is looked again when others write the same object at the same time. */
const MOST_ATTEMPTS = 5;

/**
 * Changes the object that has the same values in a key or in unique attributes, or creates it: found and changed by
 * compare-and-set, so that no engine can take another key for the one that is meant.
 *
 * @param by the key or unique attributes
 * @throws ObjectErrors.NotAKey, ObjectErrors.Invalid, also when the primary key given is that of another object
 */
export async function upsert(
  operations: Operations,
  plan: ObjectPlan,
  given: Given,
  by: readonly string[] = plan.model.key,
): Promise<{ item: Entity; created: boolean }> {
  requireUnique(plan, by);
  for (let attempt = 1; ; attempt += 1) {
    const found = await having(operations, plan, by, given);
    try {
      if (found === undefined) return { item: await operations.create(plan.name, given), created: true };
      const changes = changesOf(plan, found, given);
      return { item: await operations.update(plan.name, found.key, found.version, changes), created: false };
    } catch (thrown) {
      // Somebody was quicker: it is looked at again.
      const again = found === undefined ? ObjectErrors.AlreadyExists.is(thrown) : ObjectErrors.Conflict.is(thrown);
      if (!again || attempt === MOST_ATTEMPTS) throw thrown;
      if ((await having(operations, plan, by, given)) === undefined) throw thrown;
    }
  }
}

/** @throws ObjectErrors.NotAKey when nothing says that these attributes are unique together */
function requireUnique({ name, model }: ObjectPlan, by: readonly string[]): void {
  const known = [model.key, ...model.unique];
  if (known.some((names) => names.length === by.length && names.every((each) => by.includes(each)))) return;
  throw new ObjectErrors.NotAKey({ object: name, attributes: by, known });
}

/** The one object that has these values. */
async function having(
  operations: Operations,
  plan: ObjectPlan,
  by: readonly string[],
  given: Given,
): Promise<Entity | undefined> {
  const broken = (attribute: string, rule: string, message: string) =>
    new ObjectErrors.Invalid({
      object: plan.name,
      violations: [{ attribute, rule, value: given[attribute] ?? null, message }],
    });
  const absent = by.find((name) => (given[name] ?? null) === null);
  if (absent !== undefined) throw broken(absent, 'required', 'is required to find the object by');
  const where = { all: by.map((attribute) => ({ attribute, op: 'eq', value: given[attribute] }) as const) };
  const { items } = await operations.find(plan.name, { where, sort: [], limit: 2, include: [] });
  if (items.length > 1) throw broken(by[0] ?? '', 'unique', 'is there more than once');
  return items[0];
}

/** What is given besides the key, which stays: a member of it that is given in another form is the same all the same. */
function changesOf(plan: ObjectPlan, { values }: Entity, given: Given): Given {
  const isOther = ([name, value]: [string, unknown]) =>
    !plan.fields.has(name) || !plan.model.key.includes(name) || String(values[name]) !== String(value);
  return Object.fromEntries(Object.entries(given).filter(isOther));
}
