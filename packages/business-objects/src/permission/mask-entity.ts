import { hash } from 'node:crypto';
import type { AttributeValue, Entity } from '../contract.js';
import type { Grant } from '../model/permissions.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';

const SHOWN = 3;

/**
 * An object as those see it who have some grants to it: what they do not see is null, and what they see in part is
 * `•••456`. Its title is made of what they see, and so is a version that otherwise would tell whether a guess at the rest is
 * right.
 */
export function maskEntity({ model, mapping }: ObjectPlan, entity: Entity, grants: readonly Grant[]): Entity {
  const isSeen = (name: string) => grants.some(({ seen }) => seen.has(name));
  const isPlain = (name: string) => grants.some(({ seen, masked }) => seen.has(name) && !masked.has(name));
  const names = Object.keys(entity.values);
  if (names.every(isPlain) && Object.keys(entity.links).every(isSeen)) return entity;
  const values: Record<string, AttributeValue> = {};
  for (const name of names) {
    const value = entity.values[name];
    values[name] = isPlain(name) ? value : isSeen(name) ? maskText(value) : null;
  }
  const links = Object.fromEntries(Object.entries(entity.links).filter(([name]) => isSeen(name)));
  const version = mapping.lock.kind === 'column' || entity.version === '' ? entity.version : versionOf(values);
  return { ...entity, title: model.title(values), version, values, links };
}

/** The end of a text that is long enough not to be guessed from it. */
export function maskText(value: AttributeValue): string | null {
  if (value === null || value === undefined) return null;
  const text = [...String(value)];
  return `•••${text.length >= 3 * SHOWN ? text.slice(-SHOWN).join('') : ''}`;
}

function versionOf(values: Readonly<Record<string, AttributeValue>>): string {
  const bytes = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  return hash('sha256', JSON.stringify(Object.entries(values), bytes), 'base64url').slice(0, 22);
}
