/** A title, and below it a line for each fact; what is not known is left out. */
export function facts(title: string, of: readonly (readonly [string, string | undefined])[]): readonly string[] {
  const known = of.filter((fact): fact is readonly [string, string] => fact[1] !== undefined);
  const width = Math.max(0, ...known.map(([name]) => name.length));
  return [title, ...known.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)];
}
