import { type Definitions, writeDefinitions } from '../../definitions/definition-records.js';
import { joinTableName } from '../../table-name.js';
import type { TransferPlan } from '../plan/transfer-plan.js';
import type { Side } from '../side.js';

interface Task {
  readonly target: Side;
  readonly definedThere: Definitions;
}

/** Notes at the target how its tables are defined that are CARUSO's own, so that it can be moved on from there. */
export async function noteDefinitions({ target, definedThere }: Task, { tables }: TransferPlan): Promise<void> {
  const { name, engine } = target;
  const noted = tables.flatMap(({ schema, target: bare }) => {
    const table = joinTableName({ schema, name: bare });
    const definition = definedThere.get(table);
    return definition === undefined ? [] : [[table, definition] as const];
  });
  if (noted.length === 0) return;
  await engine.defining((connection) => writeDefinitions(name, engine, connection, new Map(noted)));
}
