import { didYouMean } from '@caruso/language';
import type { LogicalType, Value } from '@caruso/storage-manager/contract';
import type { Entity } from '../contract.js';
import { ObjectErrors, type Violation } from '../errors.js';
import type { Field } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { compareValues } from '../values/compare-values.js';
import type { MergedValue, MergeRequest } from './merge-request.js';

const TEXTS: readonly string[] = ['string', 'text', 'email', 'phone', 'url'];

type Choice = Pick<MergeRequest, 'choose' | 'rule' | 'newestBy'>;

/**
 * What the survivor of a merge takes over from the others: what was chosen, and else what the rule says. `filled` keeps what
 * the survivor has and fills what is empty, `longest` takes the longest text, `newest` the value of the newest object that has
 * one. Its key stays, and a link to one of those that go leads to none of them.
 *
 * @param entities the survivor first
 * @throws ObjectErrors.Invalid with all choices that are none
 */
export function mergedValues(plan: ObjectPlan, entities: readonly Entity[], choice: Choice): readonly MergedValue[] {
  const [survivor] = entities;
  if (survivor === undefined) return [];
  const violations = wrongChoices(plan, entities, choice);
  if (violations.length > 0) throw new ObjectErrors.Invalid({ object: plan.name, violations });
  const keys = new Set(entities.map(({ key }) => key));
  const ordered = inOrderOf(plan, entities, choice);
  return mergeable(plan).flatMap((field): MergedValue[] => {
    const { name } = field;
    const leadsAway = (value: unknown) => !isOwnLink(field, plan) || !keys.has(String(value));
    const chosen = entities.find(({ key }) => key === choice.choose[name]);
    const sources = chosen === undefined ? candidates(field, ordered, choice) : [chosen];
    const from = sources.find(({ values }) => !isEmpty(values[name]) && leadsAway(values[name]));
    const to = (chosen === undefined || leadsAway(chosen.values[name]) ? (from ?? chosen)?.values[name] : null) ?? null;
    const before = survivor.values[name] ?? null;
    if (isSame(before, to)) return [];
    return [{ attribute: name, before, after: to, ...(from === undefined ? {} : { from: from.key }) }];
  });
}

/** The members that can be taken over: those that are written, and are not the key. */
function mergeable(plan: ObjectPlan): readonly Field[] {
  return [...plan.fields.values()].filter((field) => {
    if (plan.model.key.includes(field.name)) return false;
    return field.kind === 'link' || (!field.stored.mapping.readOnly && field.stored.mapping.generate === 'none');
  });
}

function candidates(field: Field, ordered: readonly Entity[], { rule }: Choice): readonly Entity[] {
  if (rule !== 'longest' || field.kind === 'link' || !TEXTS.includes(field.model.type)) return ordered;
  const length = ({ values }: Entity) => [...String(values[field.name] ?? '')].length;
  return [...ordered].sort((a, b) => length(b) - length(a));
}

function inOrderOf(plan: ObjectPlan, entities: readonly Entity[], { rule, newestBy = '' }: Choice): readonly Entity[] {
  const field = rule === 'newest' ? plan.fields.get(newestBy) : undefined;
  if (field === undefined) return entities;
  // Types that stores do not know are texts.
  const type = (field.kind === 'attribute' ? field.model.type : 'string') as LogicalType;
  return [...entities].sort((a, b) => {
    const [left, right] = [a, b].map(({ values }) => (values[newestBy] ?? null) as Value) as [Value, Value];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return compareValues(type, right, left);
  });
}

function wrongChoices(
  plan: ObjectPlan,
  entities: readonly Entity[],
  { choose, rule, newestBy }: Choice,
): readonly Violation[] {
  const members = new Set(mergeable(plan).map(({ name }) => name));
  const violations: Violation[] = [];
  for (const [attribute, value] of Object.entries(choose)) {
    const known = plan.model.attributes.has(attribute) || plan.model.links.get(attribute)?.many === false;
    const hint = didYouMean(attribute, members);
    if (!known)
      violations.push({ attribute, rule: 'unknown', value, message: `is unknown${hint ? ` (${hint})` : ''}` });
    else if (plan.model.key.includes(attribute)) {
      violations.push({
        attribute,
        rule: 'key',
        value,
        message: 'is part of the key, which stays that of the survivor',
      });
    } else if (!members.has(attribute)) {
      violations.push({ attribute, rule: 'writable', value, message: 'cannot be written' });
    } else if (!entities.some(({ key }) => key === value)) {
      const keys = entities.map(({ key }) => key).join(', ');
      violations.push({
        attribute,
        rule: 'key',
        value,
        message: `cannot be taken from ${value}: the merge is of ${keys}`,
      });
    }
  }
  if (rule === 'newest' && plan.model.attributes.get(newestBy ?? '') === undefined) {
    const message = 'is no attribute that says which object is the newest';
    violations.push({ attribute: newestBy ?? plan.name, rule: 'unknown', value: newestBy ?? null, message });
  }
  return violations;
}

const isOwnLink = (field: Field, plan: ObjectPlan) => field.kind === 'link' && field.model.to === plan.name;
const isEmpty = (value: unknown) =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && a !== null && JSON.stringify(a) === JSON.stringify(b));
}
