import type { Candidate, Entity } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { DedupeRule } from '../model/dedupe-rule.js';
import type { ObjectOperations } from '../permission/object-source.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { blockFilters } from './block-filters.js';
import { likeness } from './likeness.js';
import { comparedValues } from './normalised.js';

/** How many objects are compared for each filter of a rule. */
const MOST_COMPARED = 200;

/** What a search for duplicates works with. */
export interface DuplicateSource {
  /** The objects as whoever asks may see them. */
  readonly objects: Pick<ObjectOperations, 'find' | 'get'>;
  plan(object: string): ObjectPlan;
  /** Whether whoever asks sees a member of the type in full. */
  asks(member: string): boolean;
}

/** For what duplicates are looked for. */
export interface DuplicateQuestion {
  readonly object: string;
  /** The object itself, which is no duplicate of its own. */
  readonly key?: string | undefined;
  /** What it is to hold, instead of or besides what it holds. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly limit: number;
}

/** Objects that are taken for the same, the likeliest first, and whether all that could be were compared. */
export interface DuplicatesFound {
  readonly candidates: readonly Candidate[];
  readonly complete: boolean;
}

/**
 * Objects that are taken for the same as some values, by the rules of their type. At most {@link MOST_COMPARED} objects are
 * read for each of two filters a rule, however large the table is.
 *
 * @throws ObjectErrors.NoDedupe when the type has no rules, ObjectErrors.NotFound
 */
export async function duplicatesOf(source: DuplicateSource, question: DuplicateQuestion): Promise<DuplicatesFound> {
  const { object, key, limit } = question;
  const plan = source.plan(object);
  const values = { ...(await currentValues(source, question)), ...question.values };
  const candidates = new Map<string, Candidate>();
  let complete = true;
  for (const rule of usableRules(source, object)) {
    const wanted = comparedValues(plan.model, rule, values);
    if (wanted === undefined) continue;
    const compared = new Map<string, Entity>();
    for (const where of blockFilters(plan, rule, values)) {
      const search = { where, sort: [], limit: MOST_COMPARED, include: [] };
      const { items, next } = await source.objects.find(object, search);
      for (const item of items) compared.set(item.key, item);
      if (next !== undefined) complete = false;
    }
    if (key !== undefined) compared.delete(key);
    for (const item of compared.values()) {
      const other = comparedValues(plan.model, rule, item.values);
      const score = other && likeness(rule, wanted, other);
      if (score !== undefined) candidates.set(item.key, withReason(candidates.get(item.key), item, rule, score));
    }
  }
  const sorted = [...candidates.values()].sort((a, b) => b.score - a.score || (a.item.key < b.item.key ? -1 : 1));
  return { candidates: sorted.slice(0, limit), complete };
}

/**
 * The rules of a type that whoever asks may use: those by members that he sees.
 *
 * @throws ObjectErrors.NoDedupe when there are none at all
 */
export function usableRules(
  { plan, asks }: Pick<DuplicateSource, 'plan' | 'asks'>,
  object: string,
): readonly DedupeRule[] {
  const { model, fields, keyed } = plan(object);
  if (!keyed) throw new ObjectErrors.NoKey({ object, operation: 'a search for duplicates' });
  if (model.dedupe.length === 0) throw new ObjectErrors.NoDedupe({ object });
  // What the mapping of this company has no column for is the same in none.
  return model.dedupe.filter(({ on }) => on.every((name) => fields.has(name) && asks(name)));
}

async function currentValues({ objects }: DuplicateSource, { object, key }: DuplicateQuestion) {
  if (key === undefined) return {};
  const entity = await objects.get(object, key);
  if (entity === null) throw new ObjectErrors.NotFound({ object, key });
  return entity.values;
}

function withReason(known: Candidate | undefined, item: Entity, { on }: DedupeRule, likeness: number): Candidate {
  const score = rounded(likeness);
  const because = [...(known?.because ?? []), { on: [...on], score }];
  return { item, score: Math.max(score, known?.score ?? 0), because };
}

/** A likeness in three digits: more say nothing. */
export const rounded = (score: number): number => Math.round(score * 1_000) / 1_000;
