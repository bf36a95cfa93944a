import { type CampaignRecord, openRecord } from './campaign-record.js';
import type { DncEntry, DncList } from './do-not-call.js';
import { readNumber } from './read-number.js';
import { zonesOf } from './zones-of-number.js';

/** A row of a list as it comes from a file or from business objects. */
export interface ListRow {
  readonly id: string;
  /** As they are written there, the best first. */
  readonly numbers: readonly string[];
  /** Whether the person agreed to be called; undefined where nobody asked. */
  readonly consent?: boolean;
  /** Who it is, by the key of the business object. */
  readonly customer?: string;
}

/** Why a number is not dialled. */
export type NumberProblem =
  | { readonly because: 'no-number' | 'not-valid' | 'no-time-zone'; readonly text: string }
  | { readonly because: 'do-not-call'; readonly text: string; readonly entry: DncEntry }
  | { readonly because: 'duplicate'; readonly text: string; readonly of: string };

/** A row of which nothing can be dialled. */
export interface ExcludedRow {
  readonly id: string;
  readonly because: 'no-consent' | 'duplicate-id' | 'no-dialable-number';
  readonly numbers: readonly NumberProblem[];
}

/** What becomes of a list. */
export interface CheckedList {
  readonly records: readonly CampaignRecord[];
  readonly excluded: readonly ExcludedRow[];
  /** Numbers that were left out of records which have others. */
  readonly leftOut: readonly { readonly id: string; readonly problem: NumberProblem }[];
}

/** What a list is checked against. */
export interface ListRules {
  readonly campaign: string;
  /** Whose numbers are written without a country code. */
  readonly country: string;
  readonly dnc: DncList;
  /** `asked`: only who agreed is called; `not-refused`: everybody but those who refused. */
  readonly consent: 'asked' | 'not-refused';
  /** Numbers that records of the campaign have already, and which. */
  readonly taken?: ReadonlyMap<string, string>;
}

/**
 * Makes records of the rows that may be dialled, and says of each other row, and of each number left out, why it is not.
 * A number that an earlier row has is a duplicate. Who refuses in one of several rows with his id has refused.
 */
export function checkList(rows: Iterable<ListRow>, rules: ListRules, at: number): CheckedList {
  const records: CampaignRecord[] = [];
  const excluded: ExcludedRow[] = [];
  const leftOut: { readonly id: string; readonly problem: NumberProblem }[] = [];
  const ownerOf = new Map<string, string>();
  const ids = new Set<string>();
  const all = [...rows];
  const refusing = new Set(all.flatMap(({ id, consent }) => (consent === false ? [id] : [])));
  for (const { id, numbers, consent, customer } of all) {
    const again = ids.has(id);
    ids.add(id);
    if (again || refusing.has(id) || (rules.consent === 'asked' && consent !== true)) {
      excluded.push({ id, because: again && !refusing.has(id) ? 'duplicate-id' : 'no-consent', numbers: [] });
      continue;
    }
    const checked = numbers.map((text) => checkNumber(text, rules, at, ownerOf));
    const dialable = [...new Set(checked.flatMap((one) => (typeof one === 'string' ? [one] : [])))];
    const problems = checked.flatMap((one) => (typeof one === 'string' ? [] : [one]));
    if (dialable.length === 0) {
      excluded.push({ id, because: 'no-dialable-number', numbers: problems });
      continue;
    }
    for (const number of dialable) ownerOf.set(number, id);
    leftOut.push(...problems.map((problem) => ({ id, problem })));
    records.push(openRecord(id, dialable, at, customer));
  }
  return { records, excluded, leftOut };
}

function checkNumber(
  text: string,
  { campaign, country, dnc, taken }: ListRules,
  at: number,
  ownerOf: ReadonlyMap<string, string>,
): string | NumberProblem {
  const read = readNumber(text, country);
  if ('problem' in read) return { because: read.problem, text };
  if (zonesOf(read.number).length === 0) return { because: 'no-time-zone', text };
  const entry = dnc.forbids(read.number, campaign, at);
  if (entry) return { because: 'do-not-call', text, entry };
  const of = ownerOf.get(read.number) ?? taken?.get(read.number);
  return of === undefined ? read.number : { because: 'duplicate', text, of };
}
