import type { ContactCentre } from '@caruso/communication-server/contract';
import type { OutputOf } from '@caruso/core';
import { count } from '../terminal.js';

type Reloaded = OutputOf<(typeof ContactCentre)['operations']['reloadConfiguration']>;

/** What has changed, or would, in a line each. */
export function reloadLines({ file, changes, applied }: Reloaded): string {
  if (changes.length === 0) return `${file}: nothing has changed`;
  const lines = changes.map(({ what, id, change, attributes = [] }) => {
    const details = attributes.length > 0 ? `: ${attributes.join(', ')}` : '';
    return `  ${change.padEnd(7)}  ${what} ${id}${details}`;
  });
  const changed = count(changes.length, 'change');
  return [...lines, `${file}: ${applied ? `${changed}, applied` : `${changed}, not applied (--dry-run)`}`].join('\n');
}
