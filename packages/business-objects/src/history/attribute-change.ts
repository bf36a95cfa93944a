import type { Row } from '@caruso/storage-manager/contract';
import type { AttributeValue } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { Field } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';

/** What an attribute, or a link to one object, was before a write, and what it is since. */
export interface AttributeChange {
  readonly attribute: string;
  readonly from: AttributeValue;
  readonly to: AttributeValue;
  /** Whether the values were erased. */
  readonly erased?: true;
}

type Values = Readonly<Record<string, AttributeValue>>;

/** What differs of the attributes that are kept; a state is undefined when there is no object. */
export function changesBetween(
  kept: ReadonlySet<string>,
  before: Values | undefined,
  after: Values | undefined,
): readonly AttributeChange[] {
  return [...kept].flatMap((attribute) => {
    const [from, to] = [before?.[attribute] ?? null, after?.[attribute] ?? null];
    return isSameValue(from, to) ? [] : [{ attribute, from, to }];
  });
}

/** The kept attributes of a row, in the form that objects have. */
export function keptValues(plan: ObjectPlan, kept: ReadonlySet<string>, row: Row): Values {
  return Object.fromEntries([...kept].map((name) => [name, readLeniently(plan.fields.get(name), row)]));
}

/** Whether two values are the same; binary ones by their bytes. */
export function isSameValue(a: AttributeValue, b: AttributeValue): boolean {
  return a === b || JSON.stringify(a ?? null, asText) === JSON.stringify(b ?? null, asText);
}

/** What the mapping does not know must not keep an object from being changed or deleted. */
function readLeniently(field: Field | undefined, row: Row): AttributeValue {
  try {
    return field?.read(row) ?? null;
  } catch (thrown) {
    if (ObjectErrors.UnreadableValue.is(thrown)) return null;
    throw thrown;
  }
}

function asText(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
