import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { decodeXml } from '@caruso/language';
import { pathInAssembly } from '@caruso/service-manager';
import { ContactCentreErrors } from '../../errors.js';
import type { Destination, Gateway } from '../gateway.js';
import { readScenario } from './read-scenario.js';
import type { Scenario } from './scenario.js';
import { SimulatedConnection } from './simulated-connection.js';

/** What {@link simulated} takes. */
export interface SimulatedOptions {
  /** Path of the scenario document; a relative one is meant from the file of the assembly. */
  readonly scenario: string;
  /** Unique in an assembly; `simulated` if left out. */
  readonly id?: string;
  /** How long a server may be down, in milliseconds, so that the run goes on and does not begin anew; 10 minutes if left out. */
  readonly resumeWithinMs?: number;
}

/**
 * A telephone system with callers that are invented, or recorded, for demonstrations, training and tests. The scenario is read
 * when this is called.
 *
 * A run survives a restart: open calls go on, who lost patience or finished talking meanwhile has left at that time, and
 * calls due during the outage are lost.
 *
 * @throws ContactCentreErrors.UnreadableScenario, LanguageErrors.InvalidDocument with the places of all errors
 * @example
 * ```ts
 * communicationServer({ agents, queues, gateways: [simulated({ scenario: './scenario.xml' })] });
 * ```
 */
export function simulated({ scenario: file, id = 'simulated', resumeWithinMs = 600_000 }: SimulatedOptions): Gateway {
  const scenario = readScenario(decodeXml(read(file), file), file, dirname(pathInAssembly(file)));
  return {
    id,
    destinations: destinationsOf(scenario),
    open: (host) => SimulatedConnection.open(scenario, host, resumeWithinMs),
  };
}

/** Of a recording the first call of each queue: what is wrong with it is wrong with all. */
function destinationsOf({ callers, streams, recordings }: Scenario): readonly Destination[] {
  const planned = [...callers, ...streams].map(({ to, queue, where }) => ({ to, queue, where }));
  const recorded = recordings.flatMap(({ to, contacts }) => {
    const first = new Map(contacts.toReversed().map(({ queue, where }) => [queue, where]));
    return [...first].map(([queue, where]) => ({ to, queue, where }));
  });
  return [...planned, ...recorded];
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(pathInAssembly(file));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ContactCentreErrors.UnreadableScenario({ file, reason }, { cause: thrown });
  }
}
