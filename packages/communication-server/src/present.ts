type Present<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** What of an object is not undefined. */
export function present<Values extends object>(values: Values): Present<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<Values>;
}
