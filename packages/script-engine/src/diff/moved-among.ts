/**
 * The fewest of some items that have to move so that all stand in the new order: those outside of the longest row that
 * rises.
 *
 * @param places - for each item in the new order, its place in the old one
 * @returns the indices of those that have moved
 */
export function movedAmong(places: readonly number[]): ReadonlySet<number> {
  // `ends[n]` is the index of the item with the lowest place at which a rising row of n + 1 items can end.
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  places.forEach((place, index) => {
    let length = ends.length;
    while (length > 0 && (places[ends[length - 1] ?? 0] ?? 0) > place) length--;
    before.set(index, ends[length - 1]);
    ends[length] = index;
  });
  const staying = new Set<number>();
  for (let index = ends.at(-1); index !== undefined; index = before.get(index)) staying.add(index);
  return new Set(places.map((_, index) => index).filter((index) => !staying.has(index)));
}
