/**
 * The share of calls that find all lines busy and are lost, whatever the law of their length.
 *
 * A. K. Erlang, 1917; by the recursion B(n) = aB(n-1) / (n + aB(n-1)).
 *
 * @param lines a whole number
 * @param load in Erlang, see `loadOf`
 */
export function erlangB(lines: number, load: number): number {
  let blocking = 1;
  for (let line = 1; line <= lines; line++) blocking = (load * blocking) / (line + load * blocking);
  return blocking;
}
