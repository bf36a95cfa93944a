import { gosOfItem } from './gos-of-item.js';
import type { Do, Lookup, ScriptItem } from './script.js';

/** The service steps of an item, also those in its transitions and failure paths; not those of items inside it. */
export function serviceStepsOf(item: ScriptItem): readonly (Lookup | Do)[] {
  switch (item.kind) {
    case 'lookup':
    case 'do':
      return [item, ...(item.failed?.items ?? []).flatMap(serviceStepsOf)];
    case 'go':
    case 'end':
      return item.actions.flatMap(serviceStepsOf);
    case 'call':
      return [...item.gos, ...(item.failed?.items ?? [])].flatMap(serviceStepsOf);
    case 'question':
    case 'info':
      return gosOfItem(item).flatMap(serviceStepsOf);
    default:
      return [];
  }
}
