import { setImmediate } from 'node:timers/promises';
import type { Stub } from '@caruso/core';
import type { Statement, Storage } from '@caruso/storage-manager/contract';
import type { KeptContact } from '../state/kept-contact.js';
import { CONTACT_TABLE, OWN, TOLD, toldCells } from './contact-table.js';
import { writeThoughBusy } from './write-though-busy.js';

const STORE = 'system';
/** Few, so that no other write waits long for one of these. */
const AT_ONCE = 100;

/**
 * Completes the rows of contacts that a program of before has written, which told less: from the contacts they hold, the newest first,
 * some at a time. A row that is written anew meanwhile tells everything and is left alone, so this can go on beside the contact
 * centre's work, and be broken off and begun again at any time.
 *
 * @param isWanted - asked before each write
 * @returns how many were completed
 */
export async function completeContacts(storage: Stub<typeof Storage>, isWanted: () => boolean): Promise<number> {
  let completed = 0;
  while (isWanted()) {
    const rows = await storage.select({
      ...{ store: STORE, table: CONTACT_TABLE, columns: [OWN.number, OWN.body], limit: AT_ONCE },
      where: { column: TOLD.arrivedAt, op: 'isNull' },
      order: [{ column: OWN.number, descending: true }],
    });
    if (rows.length === 0) break;
    const statements = rows
      // As the history writes contacts, so that neither of two writers waits for the other.
      .toReversed()
      .map(({ number, body }) => completing(String(number), body as unknown as KeptContact));
    await writeThoughBusy(storage, statements);
    completed += rows.length;
    // An embedded database answers at once, and would let nothing else happen in between.
    await setImmediate();
  }
  return completed;
}

function completing(number: string, kept: KeptContact): Statement {
  return {
    update: {
      table: CONTACT_TABLE,
      set: [...toldCells(kept)],
      where: {
        all: [
          { column: OWN.number, op: 'eq', value: number },
          { column: TOLD.arrivedAt, op: 'isNull' },
        ],
      },
    },
  };
}
