import { z } from 'zod';
import type { AttributeModel } from '../model/model.js';

const SCHEMAS: Readonly<Record<Exclude<AttributeModel['type'], 'enum'>, () => z.ZodType>> = {
  string: () => z.string(),
  text: () => z.string(),
  email: () => z.string(),
  phone: () => z.string(),
  url: () => z.string(),
  uuid: () => z.string(),
  integer: () => z.int(),
  long: () => z.string(),
  decimal: () => z.string(),
  double: () => z.number(),
  boolean: () => z.boolean(),
  date: () => z.iso.date(),
  time: () => z.iso.time(),
  instant: () => z.iso.datetime(),
  localDateTime: () => z.iso.datetime({ local: true }),
  binary: () => z.instanceof(Uint8Array),
  json: () => z.unknown(),
};

/**
 * The schema of an attribute's values. Its meta holds the attribute's type (`{ type: 'decimal' }`), because `decimal` and
 * `long` are texts that stand for numbers. Sizes and checks are not in it: the objects themselves report all of those at
 * once.
 */
export function attributeSchema({ type, values = [], label }: AttributeModel): z.ZodType {
  const schema = type === 'enum' && values.length > 0 ? z.enum(values) : type === 'enum' ? z.string() : SCHEMAS[type]();
  return schema.meta({ type, title: label });
}
