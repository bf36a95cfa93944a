import { join } from 'node:path';
import type { ContactCentreEvent } from '@caruso/communication-server';
import Database from 'better-sqlite3';

/** All events of the log in a folder, read past the server: what is on the disk. */
export function readLog(folder: string): readonly ContactCentreEvent[] {
  const database = new Database(join(folder, 'caruso.db'), { readonly: true });
  const rows = database.prepare('SELECT number, at, payload FROM com_event ORDER BY number').all();
  database.close();
  return (rows as { number: number; at: number; payload: string }[]).map(
    ({ number, at, payload }) => ({ number, at, ...(JSON.parse(payload) as object) }) as ContactCentreEvent,
  );
}
