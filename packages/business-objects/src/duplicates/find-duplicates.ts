import type { DuplicatesStep } from '../contract.js';
import type { DedupeRule } from '../model/dedupe-rule.js';
import type { ObjectOperations } from '../permission/object-source.js';
import { type DuplicateSource, rounded, usableRules } from './duplicates-of.js';
import { Groups, type KeyGroup } from './groups.js';
import { likeness } from './likeness.js';
import { type Compared, comparedValues } from './normalised.js';
import { sortKeys } from './sort-keys.js';
import { SortedLines } from './sorted-lines.js';

/** With how many of those before it in the order each object is compared. */
const WINDOW = 20;
const EVERY = 1_000;
/** Stands before all characters of the values, so that lines sort by their keys first. */
const END = '\u0001';

/** What a search through all objects works with. */
export interface AllDuplicatesSource extends Omit<DuplicateSource, 'objects'> {
  readonly objects: Pick<ObjectOperations, 'stream' | 'getMany'>;
  /** How many objects are kept in memory for each order; others lie in files meanwhile. */
  readonly mostInMemory?: number;
}

/**
 * All groups of objects that are taken for the same, the surest first. Each object is read once, and compared with its
 * neighbours in a few orders instead of with all others (the sorted neighbourhood method); in memory are only those that were
 * found. Meanwhile it says how far it is.
 *
 * @throws ObjectErrors.NoDedupe when the type has no rules
 */
export async function* findDuplicates(source: AllDuplicatesSource, object: string): AsyncGenerator<DuplicatesStep> {
  const rules = usableRules(source, object);
  const orders: Order[] = [];
  try {
    const read = yield* readInto(orders, source, rules, object);
    const groups = new Groups();
    for (const [done, order] of orders.entries()) {
      for await (const _ of compareNeighbours(order, groups)) yield { phase: 'comparing', objects: read, orders: done };
    }
    yield { phase: 'comparing', objects: read, orders: orders.length };
    for (const group of groups.all) yield* titled(source.objects, object, group);
  } finally {
    for (const { lines } of orders) await lines.close();
  }
}

/** Reads all objects into the orders in which they are compared. @returns how many there are */
async function* readInto(
  orders: Order[],
  { objects, plan, mostInMemory }: AllDuplicatesSource,
  rules: readonly DedupeRule[],
  object: string,
): AsyncGenerator<DuplicatesStep, number> {
  const { model } = plan(object);
  const orderOf = (rule: DedupeRule, pass: number): Order => {
    const known = orders.find((order) => order.rule === rule && order.pass === pass);
    if (known !== undefined) return known;
    const made = { rule, pass, lines: new SortedLines(mostInMemory) };
    orders.push(made);
    return made;
  };
  let read = 0;
  for await (const { key, values } of objects.stream(object, { include: [] })) {
    for (const rule of rules) {
      const compared = comparedValues(model, rule, values);
      if (compared === undefined) continue;
      for (const [pass, by] of sortKeys(rule, compared).entries()) {
        await orderOf(rule, pass).lines.add(lineOf(by, [key, compared]));
      }
    }
    if (++read % EVERY === 0) yield { phase: 'reading', objects: read };
  }
  return read;
}

type Sorted = readonly [key: string, compared: readonly Compared[]];

/** What is sorted by, and behind it what is sorted, in one line. */
function lineOf(by: string, sorted: Sorted): string {
  const json = JSON.stringify(sorted).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return by.replace(/[^\P{Cc}\t]|\p{Zl}|\p{Zp}/gu, ' ') + END + json;
}

const sortedIn = (line: string): Sorted => JSON.parse(line.slice(line.indexOf(END) + 1)) as Sorted;

interface Order {
  readonly rule: DedupeRule;
  readonly pass: number;
  readonly lines: SortedLines;
}

/** @yields now and then, for whoever shows how far it is */
async function* compareNeighbours({ rule, lines }: Order, groups: Groups): AsyncGenerator<void> {
  const window: { readonly key: string; readonly compared: readonly Compared[] }[] = [];
  const width = rule.fuzzy === undefined ? 1 : WINDOW;
  let seen = 0;
  for await (const line of lines.read()) {
    const [key, compared] = sortedIn(line);
    for (const other of window) {
      const score = likeness(rule, other.compared, compared);
      if (score !== undefined) groups.add({ left: other.key, right: key, score: rounded(score), on: rule.on });
    }
    window.push({ key, compared });
    if (window.length > width) window.shift();
    if (++seen % EVERY === 0) yield;
  }
}

/** A group with what its members are called now; those that have gone meanwhile are left out. */
async function* titled(
  objects: AllDuplicatesSource['objects'],
  object: string,
  { score, members }: KeyGroup,
): AsyncGenerator<DuplicatesStep> {
  const found = await objects.getMany(
    object,
    members.map(({ key }) => key),
  );
  const present = members.flatMap((member, at) => {
    const entity = found[at];
    return entity ? [{ ...member, on: [...member.on], title: entity.title }] : [];
  });
  if (present.length > 1) yield { group: { score, members: present } };
}
