import { Dialogs } from '@caruso/script-engine';
import type { RunningAssembly } from '@caruso/service-manager';
import { thisUser } from '../model/this-user.js';

/** What the erasure of a person does about the dialogs that were led with them. */
export interface DialogsOfPerson {
  /** Those whose answers have been erased now. */
  readonly erased: readonly string[];
  /** Those that still hold answers. */
  readonly left: readonly string[];
}

/** As many as are listed at once; who has more is told of so many. */
const LISTED = 200;

/**
 * Erases the dialogs of which the customer is that key, or only finds them. Dialogs know no object types, so that whoever
 * erases says that the key is the one dialogs are begun with.
 */
export async function dialogsOfPerson(running: RunningAssembly, key: string, erase: boolean): Promise<DialogsOfPerson> {
  const known = running.directory.contracts().some(({ name }) => name === Dialogs.name);
  if (!known) return { erased: [], left: [] };
  const dialogs = running.get(Dialogs);
  const found = await dialogs.list({ customer: key, limit: LISTED });
  const holding = found.filter(({ state }) => state !== 'erased').map(({ dialog }) => dialog);
  if (!erase || holding.length === 0) return { erased: [], left: holding };
  return { erased: (await dialogs.erase({ customer: key, which: 'all', who: thisUser() })).erased, left: [] };
}

/** What is said of it; nothing where there are none. */
export function linesOfDialogs({ erased, left }: DialogsOfPerson, key: string): readonly string[] {
  const count = (dialogs: readonly string[]) => (dialogs.length === 1 ? '1 dialog' : `${dialogs.length} dialogs`);
  if (erased.length > 0)
    return [`dialogs ${count(erased)} with the customer ${key}: what was said in them has been erased`];
  return left.length === 0
    ? []
    : [
        `dialogs ${count(left)} with the customer ${key}: what was said in them is still there; --dialogs erases it too`,
      ];
}
