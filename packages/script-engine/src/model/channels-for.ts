import { Channel } from '../contract.js';
import { keyedAs } from './keyed-types.js';
import type { ScriptItem } from './script.js';

/**
 * Where a script can run that does not say it: everywhere, but on the telephone only if every question can be keyed in. Of
 * scripts that it calls that is not known here, so one that calls has to say it.
 */
export function channelsFor(items: readonly ScriptItem[]): readonly Channel[] {
  return canBeKeyed(items) ? Channel.options : Channel.options.filter((channel) => channel !== 'ivr');
}

function canBeKeyed(items: readonly ScriptItem[]): boolean {
  return items.every((item) => {
    if ('on' in item && item.on && !item.on.includes('ivr')) return true;
    if (item.kind === 'section') return canBeKeyed(item.items);
    if (item.kind === 'call') return false;
    return item.kind !== 'question' || keyedAs(item.type) !== 'none';
  });
}
