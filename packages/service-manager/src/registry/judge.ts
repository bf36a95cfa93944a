import type { Contract } from '@caruso/core';
import semver from 'semver';
import type { ServiceRecord } from './service-record.js';
import { versionOf } from './service-record.js';
import type { Wanted } from './wanted.js';

/** Whether a provider of `offered` may serve who was built against `needed`: same major, not older. */
export function satisfies(offered: Contract, needed: Contract): boolean {
  return (
    offered === needed || offered.version === needed.version || semver.satisfies(offered.version, `^${needed.version}`)
  );
}

/** Whether two versions of a contract have the same major version. */
export function sameMajor(a: Contract, b: Contract): boolean {
  return semver.major(a.version) === semver.major(b.version);
}

/** The ranges that companies are held to; undefined when none is. */
export type Pins = ReadonlyMap<string, string> | undefined;

/** Why a provider does not fit a query whatever state it is in, or undefined when it does. */
export function misfit(record: ServiceRecord, contract: Contract, query: Wanted, pins: Pins): string | undefined {
  const offered = offerOf(record, contract.name);
  if (query.id !== undefined && record.id !== query.id) return `it is not the registration "${query.id}"`;
  if (!offered || !satisfies(offered, contract)) {
    return `it provides ${contract.name} ${offered?.version ?? '-'}, asked for is ${contract.version} or later of the same major version`;
  }
  const pin = query.id === undefined ? pins?.get(query.company) : undefined;
  const version = versionFor(record, contract.name);
  if (pin !== undefined && !semver.satisfies(version, pin)) return `"${query.company}" is pinned to ${pin}`;
  if (query.ranges.length > 0 && !query.ranges.some((range) => semver.satisfies(version, range))) {
    return `version ${version} is not in ${query.ranges.join(' or ')}`;
  }
  for (const [name, asked] of Object.entries(query.properties)) {
    if (asked === undefined) continue;
    const found = record.properties[name];
    if (found !== asked) return `its ${name} is ${show(found)}, asked for is ${show(asked)}`;
  }
  return undefined;
}

/** Why a provider takes no calls, or undefined when it does. */
export function unavailability(record: ServiceRecord): string | undefined {
  if (record.available) return undefined;
  const state = record.state === 'maintenance' ? 'in maintenance' : record.state;
  return `it is ${state}${record.reason === undefined ? '' : `: ${record.reason}`}`;
}

/** The better of two that fit comes first: the healthy, then by version when a range was asked for, by ranking, by age. */
export function byPreference(contract: Contract, query: Wanted): (a: ServiceRecord, b: ServiceRecord) => number {
  const ranged = query.ranges.length > 0;
  return (a, b) =>
    Number(a.state === 'unhealthy') - Number(b.state === 'unhealthy') ||
    (ranged ? semver.rcompare(versionFor(a, contract.name), versionFor(b, contract.name)) : 0) ||
    b.ranking - a.ranking ||
    a.order - b.order;
}

/** Why `loser` fits, but was not chosen. */
export function lostTo(winner: ServiceRecord, loser: ServiceRecord, contract: Contract, query: Wanted): string {
  if (loser.state === 'unhealthy' && winner.state !== 'unhealthy')
    return `it is unhealthy: ${loser.reason ?? 'its check fails'}`;
  const [best, own] = [versionFor(winner, contract.name), versionFor(loser, contract.name)];
  if (query.ranges.length > 0 && best !== own) return `${best} is a higher version than its ${own}`;
  if (winner.ranking !== loser.ranking) return `it is ranked ${loser.ranking}, "${winner.name}" ${winner.ranking}`;
  return `"${winner.name}" was registered earlier`;
}

export function offerOf(record: ServiceRecord, contract: string): Contract | undefined {
  return record.component.provides.find(({ name }) => name === contract);
}

/** The version by which a range judges a provider: its own, or that of the contract. */
function versionFor(record: ServiceRecord, contract: string): string {
  return record.component.version ?? offerOf(record, contract)?.version ?? versionOf(record.component);
}

const show = (value: unknown) => (value === undefined ? 'not set' : JSON.stringify(value));
