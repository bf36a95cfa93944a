import type { Condition, Join, Statement } from '../contract.js';

interface Reading {
  readonly table: string;
  readonly joins?: readonly Join[] | undefined;
  readonly where?: Condition | undefined;
}

/** The tables that a selection reads from, also in its conditions. */
export function tablesRead({ table, joins = [], where }: Reading): readonly string[] {
  return [table, ...joins.flatMap(tablesRead), ...(where === undefined ? [] : inCondition(where))];
}

/** The tables that a statement writes to or reads from. */
export function tablesOf(statement: Statement): readonly string[] {
  if ('insert' in statement) return [statement.insert.table];
  if ('insertMany' in statement) return [statement.insertMany.table];
  return tablesRead('update' in statement ? statement.update : statement.delete);
}

function inCondition(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(inCondition);
  if ('any' in condition) return condition.any.flatMap(inCondition);
  if ('not' in condition) return inCondition(condition.not);
  return condition.op === 'among' ? tablesRead(condition.of) : [];
}
