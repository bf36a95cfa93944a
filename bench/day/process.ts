import { type DayToPlay, playDay } from './play-day.js';

/** What a process of a day writes on its standard output, a line for each second of the day. */
export interface ToldByProcess {
  readonly at: number;
  readonly last: { readonly number: number; readonly type: string; readonly contact: string | undefined } | undefined;
}

/** A process that has this variable plays that day; it is made to be killed. */
const given = process.env.CARUSO_DAY;
if (given !== undefined) {
  const day = JSON.parse(given) as DayToPlay;
  const tell = (line: ToldByProcess | { readonly startedMs: number }) =>
    process.stdout.write(`${JSON.stringify(line)}\n`);
  const startedMs = await playDay(day, ({ at, last }) => {
    const contact = last && 'contact' in last ? last.contact : undefined;
    tell({ at, last: last && { number: last.number, type: last.type, contact } });
  });
  tell({ startedMs });
}
