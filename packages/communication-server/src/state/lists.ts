/** The list of all who have nothing in it. */
export const NONE: readonly never[] = Object.freeze([]);

/** A list without what is left out. */
export function without<T>(list: readonly T[], leftOut: (member: T) => boolean): readonly T[] {
  const rest = list.filter((member) => !leftOut(member));
  return rest.length === 0 ? NONE : rest;
}
