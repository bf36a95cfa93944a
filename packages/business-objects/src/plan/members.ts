import type { AttributeModel, LinkModel, ObjectModel } from '../model/model.js';

export type Member = AttributeModel | LinkModel;

export const membersOf = ({ attributes, links }: ObjectModel): readonly Member[] => [
  ...attributes.values(),
  ...links.values(),
];

/** Whether members of two versions of an object are the same: when their `id` is, and without one when their name is. */
export function isSameMember(a: Member, b: Member): boolean {
  return a.kind === b.kind && (a.id ?? a.name) === (b.id ?? b.name);
}

/** The members that are called otherwise in the next version of an object, each by its old and its new name. */
export function renamedMembers(from: ObjectModel, to: ObjectModel): readonly (readonly [string, string])[] {
  const next = membersOf(to);
  return membersOf(from).flatMap((member) => {
    const same = next.find((other) => isSameMember(member, other));
    return same === undefined || same.name === member.name ? [] : [[member.name, same.name] as const];
  });
}
