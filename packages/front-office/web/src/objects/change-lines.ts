import type { ObjectHistory, ObjectType } from '../../../src/api-types.js';
import { formatAttribute, NO_VALUE } from '../format/attribute-value.js';

type Entry = ObjectHistory['items'][number];

/** An attribute or link that a change touched, in words. */
export interface ChangeLine {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** What one change did, attribute by attribute, in the order of the model; with what the screen does not know at the end. */
export function changeLines(type: ObjectType, { changes }: Entry, locale: string): ChangeLine[] {
  const members = [...type.attributes, ...type.links];
  const place = (name: string) => members.findIndex((member) => member.name === name);
  const known = changes.filter(({ attribute }) => place(attribute) >= 0);
  return [...known]
    .sort((a, b) => place(a.attribute) - place(b.attribute))
    .map(({ attribute, from, to, erased }) => {
      const member = members[place(attribute)];
      const text = (value: unknown) => textOf(member, value, locale);
      const isGone = (value: unknown) => erased === true && value === null;
      const shown = (value: unknown) => (isGone(value) ? 'erased' : text(value));
      return { label: member?.label ?? attribute, from: shown(from), to: shown(to) };
    });
}

const OPERATIONS: Record<Entry['operation'], string> = { create: 'created', update: 'changed', delete: 'deleted' };

/** Who did it: an actor by his id, or the part of the system. */
export function changeWords({ operation, actor, caller, unclear }: Entry): string {
  const who = actor ?? `the system (${caller})`;
  return unclear ? `Perhaps ${OPERATIONS[operation]} by ${who}` : `${capital(OPERATIONS[operation])} by ${who}`;
}

function textOf(
  member: ObjectType['attributes'][number] | ObjectType['links'][number] | undefined,
  value: unknown,
  locale: string,
): string {
  if (member && 'type' in member && member.type === 'binary') return value === null ? NO_VALUE : 'a file';
  return formatAttribute(value, member && 'type' in member ? member.type : 'string', locale);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
