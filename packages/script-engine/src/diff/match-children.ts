import type { XmlElement } from '@caruso/language';

/** How two elements are told to be the same one, the surest way first; elements without a key are not matched by it. */
type Key = (element: XmlElement) => string | undefined;

/**
 * Finds for each later element the earlier one that it was, each at most once.
 *
 * @param keys - for the earlier and for the later elements, in the order in which they are tried
 */
export function matchChildren(
  before: readonly XmlElement[],
  after: readonly XmlElement[],
  keys: readonly { readonly before: Key; readonly after: Key }[],
): ReadonlyMap<XmlElement, XmlElement> {
  const matches = new Map<XmlElement, XmlElement>();
  const taken = new Set<XmlElement>();
  for (const key of keys) {
    const open = byKey(
      before.filter((element) => !taken.has(element)),
      key.before,
    );
    for (const element of after) {
      if (matches.has(element)) continue;
      const wanted = key.after(element);
      const found = wanted === undefined ? undefined : open.get(wanted)?.shift();
      if (found === undefined) continue;
      matches.set(element, found);
      taken.add(found);
    }
  }
  return matches;
}

function byKey(elements: readonly XmlElement[], key: Key): ReadonlyMap<string, XmlElement[]> {
  const found = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const own = key(element);
    if (own !== undefined) found.set(own, [...(found.get(own) ?? []), element]);
  }
  return found;
}
