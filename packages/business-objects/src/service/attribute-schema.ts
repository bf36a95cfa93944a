import { z } from 'zod';
import type { AttributeModel } from '../model/model.js';

/** An exact number is a text; one that a caller has as a number is taken, too. */
const exact = () => z.union([z.string(), z.number()]);

const SCHEMAS: Readonly<Record<Exclude<AttributeModel['type'], 'enum'>, () => z.ZodType>> = {
  string: () => z.string(),
  text: () => z.string(),
  email: () => z.string(),
  phone: () => z.string(),
  url: () => z.string(),
  uuid: () => z.string(),
  integer: () => z.int(),
  long: exact,
  decimal: exact,
  double: () => z.number(),
  boolean: () => z.boolean(),
  date: () => z.iso.date(),
  time: () => z.iso.time(),
  instant: () => z.iso.datetime(),
  // Not an instant, so not a date and time of ISO for those who read schemas.
  localDateTime: () => z.string(),
  binary: () => z.instanceof(Uint8Array),
  json: () => z.unknown(),
};

/**
 * The schema of an attribute's values. Its meta holds the attribute's type (`{ type: 'decimal' }`), because several types are
 * texts. Sizes and checks are not in it: the objects themselves report all of those at
 * once.
 */
export function attributeSchema({ type, values = [], label }: AttributeModel): z.ZodType {
  const schema = type === 'enum' && values.length > 0 ? z.enum(values) : type === 'enum' ? z.string() : SCHEMAS[type]();
  return schema.meta({ type, title: label });
}
