import type { ObjectPlan } from '../plan/object-plan.js';

/** The key that given values make; undefined when something else makes it. */
export function keyOf(plan: ObjectPlan, given: Readonly<Record<string, unknown>>): string | undefined {
  const texts = plan.model.key.map((name) => given[name]);
  if (texts.some((value) => value === undefined || value === null)) return undefined;
  const text = texts.length === 1 ? String(texts[0]) : JSON.stringify(texts.map(String));
  // Through the stored form, so that what is the same key is the same text.
  const stored = plan.key.write(text);
  return (stored && plan.key.read(stored)) ?? text;
}
