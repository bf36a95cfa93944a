import type { Entity, ObjectType } from '../api-types.js';

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'long', 'decimal', 'double']);

/** Linked objects in the order of the lists of their type: the newest contacts first where the list says `sort="-arrivedAt"`. */
export function inListOrder(type: ObjectType | undefined, entities: readonly Entity[]): readonly Entity[] {
  const { sort } = type?.presentation.list ?? {};
  if (sort === undefined) return entities;
  const name = sort.replace(/^-/, '');
  const direction = sort.startsWith('-') ? -1 : 1;
  const isNumber = NUMBERS.has(type?.attributes.find((each) => each.name === name)?.type ?? '');
  const sortedBy = ({ values: { [name]: value = null } }: Entity) =>
    value === null ? null : isNumber ? Number(value) : String(value);
  return entities.toSorted((one, other) => {
    const [a, b] = [sortedBy(one), sortedBy(other)];
    if (a === b) return 0;
    // What has no value stands last, upwards and downwards.
    if (a === null || b === null) return a === null ? 1 : -1;
    return a < b ? -direction : direction;
  });
}
