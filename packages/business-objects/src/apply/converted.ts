import type { Value } from '@caruso/storage-manager/contract';
import type { AttributeField } from '../repository/plan/field.js';
import { coerce } from '../values/coerce.js';
import { brokenLimit } from '../values/limits.js';

const YES = ['true', 't', 'yes', 'y', 'on', '1'];
const NO = ['false', 'f', 'no', 'n', 'off', '0'];

/** A value as the model before wrote it; undefined when that is not known, or it is none of its values. */
export function readBefore(found: NonNullable<Value>, before: AttributeField | undefined): Value | undefined {
  if (before === undefined) return undefined;
  return before.stored.isNothing(found) ? null : before.stored.mapping.conversion.read(found);
}

/** {@link converted}, of what the model before would have read. */
export function carriedOver(
  found: NonNullable<Value>,
  field: AttributeField,
  before: AttributeField | undefined,
): Value | undefined {
  if (before === undefined) return converted(found, field);
  const value = readBefore(found, before);
  if (value === undefined) return undefined;
  if (value === null) return field.nullMarker;
  const same = coerce(field.model.type, value);
  const written =
    same === undefined || brokenLimit(field.model, same) !== undefined ? undefined : field.stored.write(same);
  return written ?? converted(value, field, true);
}

/**
 * What a stored value becomes in the column of an attribute; undefined when it is none of its values. Nothing is rounded, cut off
 * or guessed: a text becomes a number that is written the same, and a code is known in any case and with blanks around it.
 *
 * @param isRead whether it is a value already, and no longer in the form of a column
 */
export function converted(
  found: NonNullable<Value>,
  { stored, model }: AttributeField,
  isRead = false,
): Value | undefined {
  const { conversion } = stored.mapping;
  if (stored.isNothing(found)) return found;
  for (const candidate of candidates(found)) {
    if (conversion.columnType !== undefined && !isRead) {
      const read = conversion.read(asStored(candidate, conversion.columnType));
      if (read !== undefined && (model.values === undefined || model.values.includes(String(read)))) {
        return asStored(candidate, conversion.columnType);
      }
    }
    const code = model.values?.find((value) => folded(value) === folded(candidate));
    const value = code ?? coerce(model.type, model.type === 'boolean' ? booleanOf(candidate) : candidate);
    if (value === undefined || brokenLimit(model, value) !== undefined) continue;
    const written = stored.write(value);
    if (written !== undefined) return written;
  }
  return undefined;
}

const folded = (value: unknown) => String(value).trim().toLowerCase();

function asStored(value: NonNullable<Value>, type: string): NonNullable<Value> {
  return type === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

function* candidates(found: NonNullable<Value>): Iterable<NonNullable<Value>> {
  yield found;
  if (typeof found === 'object') return;
  const text = String(found).trim();
  yield text;
  // 12.00 is the whole number 12, and midnight of a day is the day.
  if (/^-?\d+\.0+$/.test(text)) yield text.slice(0, text.indexOf('.'));
  if (/^\d{4}-\d\d-\d\d[T ]00:00(?::00(?:\.0+)?)?Z?$/.test(text)) yield text.slice(0, 10);
}

function booleanOf(value: unknown): unknown {
  const text = folded(value);
  return YES.includes(text) ? true : NO.includes(text) ? false : value;
}
