/** What can be asked for in a query: where it runs, for whom, how fast. */
export type Properties = Readonly<Record<string, string | number | boolean | undefined>>;
