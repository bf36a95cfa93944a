import type { ObjectModel } from './model.js';

/** What a new object has of what is not given, as its document says. */
export function presetsOf({ attributes }: Pick<ObjectModel, 'attributes'>): Readonly<Record<string, unknown>> {
  const all = [...attributes.values()];
  return Object.fromEntries(all.flatMap(({ name, default: preset }) => (preset === undefined ? [] : [[name, preset]])));
}
