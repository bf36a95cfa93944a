import type { BusinessObjects } from '@caruso/business-objects/contract';
import type { Stub } from '@caruso/core';
import { ContactCentreErrors } from '../../errors.js';
import type { ListRow } from './check-list.js';

/** Which business objects are called, and by which of their attributes. */
export interface ListObjects {
  readonly object: string;
  /** The best first. */
  readonly numbers: readonly string[];
  /** Only persons who agreed to be addressed for this purpose. */
  readonly purpose?: string | undefined;
  /** By which channel; `phone` if left out. */
  readonly channel?: string | undefined;
}

/**
 * Reads the rows of business objects. Whoever may not be addressed for the purpose is a row too, without consent, so that the
 * base counts them.
 *
 * @throws ContactCentreErrors.UnreadableList when they do not have these attributes
 */
export async function* readObjectList(
  objects: Stub<typeof BusinessObjects>,
  { object, numbers, purpose, channel = 'phone' }: ListObjects,
): AsyncGenerator<ListRow> {
  const agreed = purpose === undefined ? undefined : new Set<string>();
  if (agreed && purpose !== undefined)
    for await (const { key } of objects.stream({ object, consent: { purpose, channel } })) agreed.add(key);
  for await (const { key, values } of objects.stream({ object })) {
    const missing = numbers.filter((name) => !Object.hasOwn(values, name));
    if (missing.length > 0)
      throw new ContactCentreErrors.UnreadableList({ file: object, problem: noAttribute(missing, values) });
    yield {
      id: key,
      customer: key,
      numbers: numbers.flatMap((name) => (typeof values[name] === 'string' ? [values[name]] : [])),
      ...(agreed === undefined ? {} : { consent: agreed.has(key) }),
    };
  }
}

function noAttribute(missing: readonly string[], values: Readonly<Record<string, unknown>>): string {
  return `it has no attribute ${missing.join(', ')}; its attributes are ${Object.keys(values).join(', ')}`;
}
