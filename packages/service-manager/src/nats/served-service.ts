import type { Call, Contract } from '@caruso/core';
import semver from 'semver';
import { ServiceErrors } from '../errors.js';
import type { AbortWatch } from './abort-watch.js';

/** The call of an operation that came over NATS. */
export interface NatsCall extends Call {
  /** On which subject it was made. */
  readonly subject: string;
  /** Cheaper than the signal, for a call that a stub carries out. */
  readonly abortWatch: AbortWatch;
  /** What travelled along, such as the context of a trace. */
  header(name: string): string | undefined;
}

/** A service that a process offers over NATS: one instance, with a statement of what it is. */
export interface ServedService {
  /** Nobody else's; letters, digits, `_` and `-`. */
  readonly id: string;
  /** Kind of the service, the same for all instances; letters, digits, `_` and `-`. */
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly contracts: readonly Contract[];
  /** `invoke` checks the input itself; otherwise that is done before. */
  readonly checksInput?: true;
  /** Carries a call out. Streams return an async iterable. What it throws, the caller gets. */
  invoke(contract: Contract, operation: string, input: unknown, call: NatsCall): unknown;
}

const NAME = /^[A-Za-z0-9_-]+$/;

/**
 * Refuses what no tool that speaks ADR-32 would understand.
 *
 * @throws ServiceErrors.BadMicroService with the reason
 */
export function requireServable({ id, name, version, contracts }: ServedService): void {
  const refuse = (reason: string) => {
    throw new ServiceErrors.BadMicroService({ service: name, reason });
  };
  if (!NAME.test(name)) refuse('its name may have only letters, digits, "_" and "-"');
  if (!NAME.test(id)) refuse(`its id "${id}" may have only letters, digits, "_" and "-"`);
  if (!isSemver(version)) refuse(`its version "${version}" is not a semantic version such as "1.0.0"`);
  for (const contract of contracts) {
    const bad = Object.keys(contract.operations).find((operation) => !NAME.test(operation));
    if (bad !== undefined)
      refuse(`${contract.name} has an operation "${bad}", whose name may have only letters, digits, "_" and "-"`);
  }
}

function isSemver(version: string): boolean {
  const parsed = semver.parse(version);
  if (!parsed) return false;
  return version === (parsed.build.length === 0 ? parsed.version : `${parsed.version}+${parsed.build.join('.')}`);
}
