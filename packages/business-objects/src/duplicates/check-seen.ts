import type { Problems } from '../documents/problems.js';
import type { ObjectModel } from '../model/model.js';
import type { Permissions } from '../model/permissions.js';

/**
 * Warns of rules that do not work for a role, because a duplicate by an attribute that he does not see would tell its value:
 * they are left out for him.
 */
export function checkSeen(objects: Iterable<ObjectModel>, { grants }: Permissions, problems: Problems): void {
  for (const object of objects) {
    for (const grant of grants.get(object.name) ?? []) {
      for (const { on, places } of object.dedupe) {
        const at = on.findIndex((name) => !grant.seen.has(name) || grant.masked.has(name));
        const place = places[at];
        if (place === undefined) continue;
        const how = grant.seen.has(on[at] ?? '') ? 'in full' : 'at all';
        const message = `The role '${grant.role}' does not see '${on[at]}' of '${object.name}' ${how}, so this rule finds no duplicates for it`;
        problems.warning('hidden-dedupe', message, place);
      }
    }
  }
}
