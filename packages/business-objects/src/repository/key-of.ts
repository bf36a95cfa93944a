import type { ObjectPlan } from './object-plan.js';

/** The key that given values make; undefined when something else makes it. */
export function keyOf(plan: ObjectPlan, given: Readonly<Record<string, unknown>>): string | undefined {
  const texts = plan.model.key.map((name) => given[name]);
  if (texts.some((value) => value === undefined || value === null)) return undefined;
  const text = texts.length === 1 ? String(texts[0]) : JSON.stringify(texts.map(String));
  return canonicalKey(plan, text);
}

/** The key as objects have it: through the stored form, so that what is the same key is the same text. */
export function canonicalKey(plan: ObjectPlan, key: string): string {
  const stored = plan.key.write(key);
  return (stored && plan.key.read(stored)) ?? key;
}
