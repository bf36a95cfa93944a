import type { AttributeValue } from '../contract.js';
import type { AttributeModel } from '../model/model.js';
import type { ObjectOperations } from '../permission/object-source.js';
import { coerce } from '../values/coerce.js';
import { brokenLimit } from '../values/limits.js';
import type { ModelStep } from './plan-change.js';

const PAGE = 1_000;
const EXAMPLES = 3;

/** How many objects a step would leave without a value that fits. */
export interface Misfits {
  readonly objects: number;
  readonly misfits: number;
  /** Keys of some of them. */
  readonly examples: readonly string[];
}

/**
 * Reads all objects of a type and holds the values of an attribute against what it will be.
 *
 * @param objects the objects of the old model
 */
export async function countMisfits(
  objects: Pick<ObjectOperations, 'find'>,
  { object, attribute, by }: NonNullable<ModelStep['held']>,
): Promise<Misfits> {
  let [count, misfits] = [0, 0];
  const examples: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await objects.find(object, { sort: [], limit: PAGE, include: [], after });
    for (const { key, values } of page.items) {
      count++;
      if (fits(by, values[attribute])) continue;
      misfits++;
      if (examples.length < EXAMPLES) examples.push(key);
    }
    if (page.next === undefined) return { objects: count, misfits, examples };
    after = page.next;
  }
}

function fits(attribute: AttributeModel, value: AttributeValue): boolean {
  if (value === null || value === undefined) return !attribute.required;
  const coerced = coerce(attribute.type, value);
  return coerced !== undefined && brokenLimit(attribute, coerced) === undefined;
}
