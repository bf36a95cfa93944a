import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type DayPlan, START } from './plan.js';
import type { DayToPlay } from './play-day.js';
import type { ToldByProcess } from './process.js';

/** What processes said they had stored before they were killed. */
export interface Killed {
  readonly told: readonly NonNullable<ToldByProcess['last']>[];
  readonly kills: number;
}

/**
 * Plays a day in processes that are killed (SIGKILL) when they have told of an event; the next one goes on.
 *
 * @param start - starts a process that plays the day
 * @param killAt - numbers of events, rising
 */
export async function playWithKills(
  plan: DayPlan,
  folder: string,
  killAt: readonly number[],
  start: (day: DayToPlay) => ChildProcess,
): Promise<Killed> {
  const told: NonNullable<ToldByProcess['last']>[] = [];
  let from = START;
  let kills = 0;
  for (const threshold of [...killAt, Number.POSITIVE_INFINITY]) {
    const child = start({ plan, folder, from });
    const ended = once(child, 'exit');
    if (!child.stdout) throw new Error('The output of the process must be a pipe.');
    for await (const line of createInterface({ input: child.stdout })) {
      // The last line of a killed process may be cut off.
      const said = parse(line);
      if (!said) continue;
      from = said.at;
      if (said.last) told.push(said.last);
      if ((said.last?.number ?? 0) >= threshold) child.kill('SIGKILL');
    }
    const [code, signal] = await ended;
    if (signal === 'SIGKILL') kills += 1;
    else if (code !== 0) throw new Error(`A process that played the day ended with ${code}.`);
  }
  return { told, kills };
}

function parse(line: string): ToldByProcess | undefined {
  try {
    const said = JSON.parse(line) as ToldByProcess | { readonly startedMs: number };
    return 'at' in said ? said : undefined;
  } catch {
    return undefined;
  }
}
