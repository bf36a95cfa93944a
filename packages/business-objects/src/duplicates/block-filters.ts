import type { Filter } from '../contract.js';
import type { DedupeRule } from '../model/dedupe-rule.js';
import type { AttributeField, Field } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { foldText } from './fold-text.js';
import { isText } from './normalised.js';
import { phoneSpellings } from './phone-number.js';

const SHORTEST_BEGINNING = 3;
const LONGEST_BEGINNING = 12;
const DIGITS = 4;

/**
 * Which objects are worth comparing with some values, as filters for their database: first those that have the same in one of
 * its usual spellings, which an index finds, or begin alike; then those that share a beginning or an end of a word.
 */
export function blockFilters(
  plan: ObjectPlan,
  rule: DedupeRule,
  values: Readonly<Record<string, unknown>>,
): readonly Filter[] {
  const parts = rule.on.map((name) => memberFilters(plan.field(name), values[name], rule));
  const near: Filter = { all: parts.map((part) => part.near) };
  const wide: Filter = { all: parts.map((part) => part.wide ?? part.near) };
  return parts.some((part) => part.wide !== undefined) ? [near, wide] : [near];
}

interface MemberFilters {
  readonly near: Filter;
  /** Absent where nothing more is to be found. */
  readonly wide?: Filter;
}

function memberFilters(field: Field, value: unknown, rule: DedupeRule): MemberFilters {
  const attribute = field.name;
  const same: Filter = { attribute, op: 'eq', value };
  if (field.kind === 'link' || !field.stored.mapping.conversion.keepsText) return { near: same };
  const text = String(value).trim();
  if (isText(field.model)) return textFilters(field, text, rule);
  switch (field.model.type) {
    case 'phone':
      return phoneFilters(attribute, text, rule);
    case 'email':
    case 'uuid':
    case 'url':
      return { near: { any: [same, { attribute, op: 'eqIgnoreCase', value: text }] } };
    default:
      return { near: same };
  }
}

function textFilters({ name: attribute }: AttributeField, text: string, { fuzzy }: DedupeRule): MemberFilters {
  const folded = foldText(text);
  const spellings = [...new Set([text, folded])];
  const begins = (value: string): Filter => ({ attribute, op: 'startsWithIgnoreCase', value });
  const holds = (value: string): Filter => ({ attribute, op: 'containsIgnoreCase', value });
  const equal = spellings.map((value): Filter => ({ attribute, op: 'eqIgnoreCase', value }));
  const length = Math.min(LONGEST_BEGINNING, Math.max(SHORTEST_BEGINNING, Math.ceil(folded.length * 0.6)));
  const near = fuzzy === undefined ? [] : spellings.map((value) => begins(value.slice(0, length)));
  const ends = spellings.flatMap(piecesOf).map(holds);
  return {
    near: { any: [{ attribute, op: 'eq', value: text }, ...equal, ...near] },
    wide: { any: [...spellings.map((value) => begins(value.slice(0, SHORTEST_BEGINNING))), ...ends] },
  };
}

/** Where the longest word of a text begins and ends: other words, and letters with other accents, do not change both. */
function piecesOf(text: string): readonly string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u).sort((a, b) => b.length - a.length);
  const [longest = ''] = words;
  if (longest.length < SHORTEST_BEGINNING) return [];
  const begin = longest.slice(0, SHORTEST_BEGINNING + 1);
  const end = longest.slice(-SHORTEST_BEGINNING);
  return [...new Set([begin, end])];
}

function phoneFilters(attribute: string, text: string, { country }: DedupeRule): MemberFilters {
  const near: Filter = { attribute, op: 'in', values: [...phoneSpellings(text, country)] };
  const last = text.replace(/\D/g, '').slice(-DIGITS);
  if (last.length < DIGITS) return { near };
  return { near, wide: { attribute, op: 'containsIgnoreCase', value: last } };
}
