import type { Entity, ObjectType } from '../../../src/api-types.js';
import { formatAttribute, NO_VALUE } from '../format/attribute-value.js';

/** A member of which two objects have different values. */
export interface Difference {
  readonly name: string;
  readonly label: string;
  /** What stands for the value of each of them, by key. */
  readonly texts: Readonly<Record<string, string>>;
}

/** From which object each value is taken, by the name of the member. */
export type Choices = Readonly<Record<string, string>>;

/** The members that can be chosen: those that are written and differ; the key is that of the survivor. */
export function differencesOf(type: ObjectType, entities: readonly Entity[], locale: string): readonly Difference[] {
  const differ = (name: string) => new Set(entities.map(({ values }) => JSON.stringify(values[name] ?? null))).size > 1;
  const textsBy = (text: (entity: Entity) => string) =>
    Object.fromEntries(entities.map((entity) => [entity.key, text(entity)]));
  const attributes = type.attributes
    .filter(({ name, writable }) => writable && !type.key.includes(name) && differ(name))
    .map(({ name, label, type: kind }) => ({
      ...{ name, label },
      texts: textsBy(({ values }) => formatAttribute(values[name], kind, locale)),
    }));
  const links = type.links
    .filter(({ name, many }) => !many && !type.key.includes(name) && differ(name))
    .map(({ name, label }) => ({ name, label, texts: textsBy(({ values }) => String(values[name] ?? NO_VALUE)) }));
  return [...attributes, ...links];
}

/** What is chosen before anybody does: what the survivor has, and the other's where it has nothing. */
export function presetChoices(differences: readonly Difference[], keep: string, other: string): Choices {
  return Object.fromEntries(differences.map(({ name, texts }) => [name, texts[keep] === NO_VALUE ? other : keep]));
}
