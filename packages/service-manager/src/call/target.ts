import type { Clock, Contract, Operation } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { ServiceRecord } from '../registry/service-record.js';
import type { CallTelemetry } from '../telemetry/call-telemetry.js';
import type { Route } from './route.js';
import type { ServiceCall } from './service-call.js';

/** What all calls of a manager share. */
export interface CallHost {
  readonly clock: Clock;
  /** Starts a component that starts with its first call. */
  start(record: ServiceRecord): Promise<void>;
  /** Whether the manager stops: then nobody waits for a provider. */
  readonly closing: boolean;
  /** Present only when somebody listens. */
  readonly telemetry: CallTelemetry | undefined;
}

/** One operation, as the calls of one stub reach it. */
export interface Target {
  readonly host: CallHost;
  readonly route: Route;
  readonly contract: Contract;
  readonly name: string;
  readonly operation: Operation;
  readonly caller: string;
  readonly availabilityMs: number;
  /** Makes a call once more. */
  repeat(call: ServiceCall): Promise<unknown>;
}

/** Names the operation in an error. */
export const placeOf = ({ contract, name }: Target) => ({ contract: contract.name, operation: name });

/** Why nobody took a call: that there never was a provider, or what became of each candidate. */
export function unavailable({ route, contract }: Target, waitedMs: number) {
  const candidates = route.index.candidates(contract, route.query);
  return candidates.length === 0 && !route.index.known
    ? new ServiceErrors.NotFound({ contract: `${contract.name} ${contract.version}`, candidates })
    : new ServiceErrors.Unavailable({ contract: `${contract.name} ${contract.version}`, waitedMs, candidates });
}
