import { didYouMean } from '@caruso/language';
import type { Value } from '@caruso/storage-manager/contract';
import { ObjectErrors } from '../errors.js';
import type { AttributeField } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { coerce } from '../values/coerce.js';
import { brokenLimit, TYPE_WORDS } from '../values/limits.js';
import { memberName } from './member-names.js';
import type { Fills } from './wanted-tables.js';

/** Values as a person writes them, by `Customer.tier`. */
export type Given = ReadonlyMap<string, string>;

/**
 * The stored form of values that were given for rows without one.
 *
 * @throws ObjectErrors.BadDefault
 */
export function readFills(plans: readonly ObjectPlan[], given: Given): Fills {
  const fields = new Map<string, AttributeField>();
  for (const plan of plans) {
    for (const field of plan.fields.values()) {
      const name = memberName(plan, field.name);
      if (field.kind === 'attribute' && !fields.has(name)) fields.set(name, field);
    }
  }
  const fills = new Map<string, Value>();
  for (const [member, text] of given) {
    const field = fields.get(member);
    if (field === undefined) {
      const hint = didYouMean(member, fields.keys());
      const reason = `the model has no such attribute${hint === undefined ? '' : ` (${hint})`}`;
      throw new ObjectErrors.BadDefault({ member, text, reason });
    }
    fills.set(member, storedForm(member, text, field));
  }
  return fills;
}

function storedForm(member: string, text: string, { model, stored }: AttributeField): Value {
  const refuse = (reason: string) => new ObjectErrors.BadDefault({ member, text, reason });
  const isTrue = text === 'true';
  const value = coerce(model.type, model.type === 'boolean' && (isTrue || text === 'false') ? isTrue : text);
  if (value === undefined) throw refuse(`${TYPE_WORDS[model.type]} is expected`);
  const broken = brokenLimit(model, value);
  if (broken !== undefined) throw refuse(`it ${broken.message}`);
  const written = stored.write(value);
  if (written === undefined) throw refuse('its column cannot express it');
  return written;
}
