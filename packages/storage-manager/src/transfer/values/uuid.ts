import { BadCell } from './cell.js';

const UUID = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;

/** A UUID in lower case. */
export function uuidCell(text: string): string {
  const match = UUID.exec(text);
  if (!match) throw new BadCell('it is no UUID');
  return match.slice(1).join('-').toLowerCase();
}
