import type { Condition, Join } from '@caruso/storage-manager/contract';

/** What names tables: a selection, or what `among` looks into. */
interface Selecting {
  readonly table: string;
  readonly joins?: readonly Join[] | undefined;
  readonly where?: Condition | undefined;
}

/** All tables that a selection reads, those of its joins and conditions included. */
export function tablesIn({ table, joins = [], where }: Selecting): readonly string[] {
  return [table, ...joins.flatMap((join) => [join.table, ...ofCondition(join.where)]), ...ofCondition(where)];
}

function ofCondition(condition: Condition | undefined): readonly string[] {
  if (condition === undefined) return [];
  if ('all' in condition) return condition.all.flatMap(ofCondition);
  if ('any' in condition) return condition.any.flatMap(ofCondition);
  if ('not' in condition) return ofCondition(condition.not);
  return 'of' in condition ? tablesIn(condition.of) : [];
}
