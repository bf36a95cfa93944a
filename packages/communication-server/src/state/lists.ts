/** The list of all who have nothing in it. */
export const NONE: readonly never[] = Object.freeze([]);

/** A list without what is left out: the list itself when that is nothing. */
export function without<T>(list: readonly T[], leftOut: (member: T) => boolean): readonly T[] {
  const rest = list.filter((member) => !leftOut(member));
  if (rest.length === list.length) return list;
  return rest.length === 0 ? NONE : rest;
}

/** What has a size and can be asked for members. */
interface Keyed<T> {
  readonly size: number;
  has(member: T): boolean;
  keys(): Iterable<T>;
}

/** Goes through what is in both of two sets, looking for it in the smaller one. */
export function inBoth<T>(a: Keyed<T>, b: Keyed<T>, visit: (member: T) => void): void {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size > 0) for (const member of small.keys()) if (large.has(member)) visit(member);
}
