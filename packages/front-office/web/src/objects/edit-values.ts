import type { ChangedMeanwhile, Entity, ObjectType } from '../../../src/api-types.js';
import { ApiFailure } from '../api/api-failure.js';

export type Attribute = ObjectType['attributes'][number];

/** What stands in the fields of a form, by attribute; a yes/no is `true`, `false` or empty for unknown. */
export type FormValues = Readonly<Record<string, string>>;

/** The attributes an agent may change: those on the screen that the mapping lets be written, the key apart. */
export function editableAttributes(type: ObjectType, shown: readonly string[]): Attribute[] {
  if (!type.may.change) return [];
  const form = type.presentation.form?.sections.flatMap(({ fields }) => fields);
  const names = form ?? shown;
  return type.attributes.filter(
    ({ name, writable, type: kind }) =>
      writable && names.includes(name) && !type.key.includes(name) && kind !== 'binary' && kind !== 'json',
  );
}

export function formValuesOf(attributes: readonly Attribute[], entity: Entity): FormValues {
  return Object.fromEntries(attributes.map(({ name }) => [name, textOf(entity.values[name])]));
}

const textOf = (value: unknown) => (value === null || value === undefined ? '' : String(value));

/** The values that differ from the object as it was read, in the form in which they are written; empty is null. */
export function changesOf(
  attributes: readonly Attribute[],
  entity: Entity,
  form: FormValues,
): Readonly<Record<string, unknown>> {
  const changed = attributes.filter(({ name }) => (form[name] ?? '') !== textOf(entity.values[name]));
  return Object.fromEntries(
    changed.map((attribute) => [attribute.name, written(attribute, form[attribute.name] ?? '')]),
  );
}

function written({ type }: Attribute, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (type === 'boolean') return trimmed === 'true';
  // What is no number goes as it is: the server says what is wrong with it, better than a NaN would.
  if (type === 'integer' || type === 'double') return Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
  return type === 'text' ? text : trimmed;
}

/** What the server tells when somebody else changed the object since it was read; undefined for other failures. */
export function conflictOf(cause: unknown): ChangedMeanwhile | undefined {
  if (!(cause instanceof ApiFailure) || cause.status !== 409) return undefined;
  const data = cause.data;
  return typeof data === 'object' && data !== null && 'yours' in data && 'current' in data
    ? (data as ChangedMeanwhile)
    : undefined;
}
