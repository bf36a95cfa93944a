import type { Value } from '@caruso/storage-manager/contract';
import type { AttributeModel, Formula } from '../../model/model.js';
import { coerce } from '../../values/coerce.js';
import { roundTo } from '../../values/limits.js';
import type { CheckEnvironment } from './check-environment.js';

/** The value of a formula in the form of its attribute; what does not fit it is null. Decimals are rounded half up. */
export function computed(
  { type, scale = 0 }: AttributeModel,
  { compiled }: Formula,
  values: Readonly<Record<string, unknown>>,
  environment: CheckEnvironment,
): Value {
  const result = compiled.evaluate(values, environment);
  if (result === null) return null;
  const value = coerce(type, type === 'decimal' && typeof result === 'string' ? roundTo(result, scale) : result);
  return value ?? null;
}
