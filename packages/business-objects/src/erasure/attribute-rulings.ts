import type { AttributeValue } from '../contract.js';
import type { ErasureModel } from '../model/erasure-model.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { isPseudonym, pseudonym } from './pseudonym.js';
import { retentionEnd } from './retention-end.js';

/** What happens to an attribute or link of one object. */
export interface AttributeRuling {
  readonly name: string;
  readonly what: 'blank' | 'pseudonym' | 'keep';
  /** Whether it holds something that has to be changed. */
  readonly changes: boolean;
  /** Why it is kept. */
  readonly reason?: string;
  readonly until?: string;
}

type Values = Readonly<Record<string, AttributeValue>>;

/** @param today ISO date */
export function rulings(
  plan: ObjectPlan,
  { members }: ErasureModel,
  values: Values,
  today: string,
): readonly AttributeRuling[] {
  const counted = countedFrom(members, values, today);
  return [...members].flatMap(([name, rule]): AttributeRuling[] => {
    // What the company has no column for holds nothing.
    if (!plan.fields.has(name)) return [];
    const value = values[name] ?? null;
    const counts = counted.get(name);
    if (counts !== undefined && rule.what !== 'keep') return [{ name, what: 'keep', changes: false, ...counts }];
    const { retention } = rule;
    const until = retention && retentionEnd(retention, values);
    const isOver = until !== undefined && until <= today && rule.afterwards !== undefined;
    const what = rule.what === 'keep' && isOver ? (rule.afterwards ?? 'keep') : rule.what;
    if (what === 'keep') {
      if (value === null || retention === undefined) return [{ name, what, changes: false }];
      return [{ name, what, changes: false, reason: retention.reason, ...(until === undefined ? {} : { until }) }];
    }
    return [{ name, what, changes: value !== null && !(what === 'pseudonym' && isPseudonym(value)) }];
  });
}

/** The dates from which periods count that are not over: without them nobody would know when they are. */
function countedFrom(
  members: ErasureModel['members'],
  values: Values,
  today: string,
): ReadonlyMap<string, { readonly reason: string; readonly until: string }> {
  const counted = new Map<string, { readonly reason: string; readonly until: string }>();
  for (const [name, { retention, afterwards }] of members) {
    const until = retention && retentionEnd(retention, values);
    const from = retention?.period?.from;
    if (until === undefined || from === undefined || (values[name] ?? null) === null) continue;
    const isOver = until <= today && afterwards !== undefined;
    const before = counted.get(from);
    if (!isOver && (before === undefined || before.until < until))
      counted.set(from, { reason: retention?.reason ?? '', until });
  }
  return counted;
}

/** What the attributes get that are erased. */
export function erasedValues(
  plan: ObjectPlan,
  ruled: readonly AttributeRuling[],
): Readonly<Record<string, string | null>> {
  const changes = ruled.filter((each) => each.changes);
  return Object.fromEntries(
    changes.map(({ name, what }) => {
      const type = plan.model.attributes.get(name)?.type ?? 'string';
      return [name, what === 'pseudonym' ? pseudonym(type) : null];
    }),
  );
}
