import type { Duplicates, MergeReceipt, ObjectType } from '../../../src/api-types.js';

type Reason = Duplicates['candidates'][number]['because'][number];

/** Why somebody is taken for the same: `same Email`, `Name and City 96 % alike`. */
export function reasonOf(type: ObjectType, { on, score }: Reason): string {
  const names = on.map((name) => labelOf(type, name)).join(' and ');
  return score === 1 ? `same ${names}` : `${names} ${Math.floor(score * 100)} % alike`;
}

function labelOf(type: ObjectType, name: string): string {
  return [...type.attributes, ...type.links].find((member) => member.name === name)?.label ?? name;
}

/** What a merge moves, in one sentence: `3 Order and 1 Note move along.` */
export function movedWords({ moved }: MergeReceipt, types: ReadonlyMap<string, ObjectType>): string {
  const counts = new Map<string, number>();
  for (const { object } of moved) counts.set(object, (counts.get(object) ?? 0) + 1);
  if (counts.size === 0) return 'Nothing else is linked to what goes.';
  const parts = [...counts].map(([object, count]) => `${count} ${types.get(object)?.label ?? object}`);
  const last = parts.pop();
  const all = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
  return `${all} ${moved.length === 1 ? 'moves' : 'move'} along.`;
}
