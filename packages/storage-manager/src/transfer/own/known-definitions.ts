import { type Definitions, readDefinitions } from '../../definitions/definition-records.js';
import { joinTableName } from '../../table-name.js';
import type { EngineName } from '../engine-name.js';
import { targetName } from '../plan/names.js';
import type { Side } from '../side.js';

/** How tables are defined, by what they are called on either side. */
export interface KnownDefinitions {
  readonly source: Definitions;
  readonly target: Definitions;
}

export async function definitionsIn({ engine }: Side): Promise<Definitions> {
  return engine.read((connection) => readDefinitions(engine, connection));
}

/** What either side notes holds for both, as they are to have the same tables; what a side notes itself comes first. */
export function knownDefinitions(source: Definitions, target: Definitions, to: EngineName): KnownDefinitions {
  const moved = [...source.values()].map((table) => {
    const name = joinTableName(targetName(table.name, to));
    return [name, { ...table, name }] as const;
  });
  return { source: new Map([...target, ...source]), target: new Map([...moved, ...target]) };
}
