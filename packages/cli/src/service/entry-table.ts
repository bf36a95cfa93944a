import { columns } from '../columns.js';
import type { Entry } from './control-options.js';

const HEADING = ['COMPONENT', 'VERSION', 'STATE', 'CALLS', 'FAILED', 'P50', 'P99', 'IN FLIGHT'];
const WIDE_HEADING = ['RUNS IN', 'NEEDS', 'NEEDED BY'];
const NUMBERS = [3, 4, 5, 6, 7];

/**
 * The services of an assembly, a line each.
 *
 * @param wide also where each runs, who serves it, and who needs it
 */
export function entryTable(entries: readonly Entry[], wide = false): string {
  const rows = entries.map((entry) => [
    entry.component,
    entry.version,
    stateOf(entry),
    String(entry.calls),
    String(entry.failures),
    milliseconds(entry.p50Ms),
    milliseconds(entry.p99Ms),
    String(entry.leases),
    ...(wide ? [placeOf(entry), entry.needs.map(needOf).join(', ') || '-', entry.dependants.join(', ') || '-'] : []),
  ]);
  return columns([[...HEADING, ...(wide ? WIDE_HEADING : [])], ...rows], NUMBERS);
}

/** The state with its reason, as people say it. */
export function stateOf({ state, reason }: Pick<Entry, 'state' | 'reason'>): string {
  return reason === undefined ? state : `${state} (${reason})`;
}

/** A contract that is needed, and who serves it now. */
export function needOf({ contract, optional, from }: Entry['needs'][number]): string {
  const nobody = optional ? 'nobody, which is allowed' : 'nobody';
  return `${contract} from ${from.join(' or ') || nobody}`;
}

/** `0.4 ms`, `12 ms`, `1.2 s`, or `-` before the first call. */
export function milliseconds(ms: number | undefined): string {
  if (ms === undefined) return '-';
  if (ms >= 1_000) return `${Math.round(ms / 100) / 10} s`;
  return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
}

/** Where it runs. A process that joined without a user is known by its number only. */
export function placeOf({ runsIn }: Pick<Entry, 'runsIn'>): string {
  return runsIn.startsWith('-.') ? `process ${runsIn.slice(2)}` : runsIn;
}
