import type { Entry } from './control-options.js';
import { milliseconds, needOf, placeOf, stateOf } from './entry-table.js';

/** All there is to say about one service, a line a fact. */
export function entryLines(entry: Entry): readonly string[] {
  const { p50Ms, p99Ms } = entry;
  const properties = Object.entries(entry.properties).map(([name, value]) => `${name} = ${value}`);
  const facts: readonly (readonly [string, string])[] = [
    ['state', stateOf(entry)],
    ['id', entry.id],
    ['contracts', entry.contracts.map(({ name, version }) => `${name} ${version}`).join(', ') || 'none'],
    ['runs in', placeOf(entry)],
    ['ranking', String(entry.ranking)],
    ['properties', properties.join(', ') || 'none'],
    ['needs', entry.needs.map(needOf).join('; ') || 'nothing'],
    ['needed by', entry.dependants.join(', ') || 'nobody'],
    ['calls', `${entry.calls}, ${entry.failures} of them failed, ${entry.leases} in flight`],
    ['time', p50Ms === undefined ? 'no call yet' : `half within ${milliseconds(p50Ms)}, 99 % ${milliseconds(p99Ms)}`],
    ['registered', new Date(entry.since).toISOString()],
    ['started', entry.startedAt === undefined ? 'not started' : new Date(entry.startedAt).toISOString()],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return [`${entry.component} ${entry.version}`, ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)];
}
