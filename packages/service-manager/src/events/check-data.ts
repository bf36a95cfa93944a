import type { EventType } from '@caruso/core';

/** Data that fits, as the definition makes it, or why it does not. */
export type Checked = { readonly data: unknown } | { readonly issues: string };

/** Checks data of an event that has travelled as JSON. */
export function checkData({ schema }: EventType, value: unknown): Checked {
  const { success, data, error } = schema.safeParse(value);
  if (success) return { data };
  return { issues: error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ') };
}
