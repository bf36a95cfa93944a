import { type ListColumns, type ListRow, ListTotal, readCsvList } from '@caruso/communication-server';
import type { LoadedList, LoadedRows } from '@caruso/communication-server/contract';

/** Rows that go over the border together. */
const ROWS_AT_ONCE = 500;

/** Reads a CSV file, hands its rows on in parts, and adds up what became of them. */
export async function sendList(
  file: string,
  columns: ListColumns,
  send: (rows: SentRow[]) => Promise<LoadedRows>,
  progress: (text: string) => void,
): Promise<LoadedList> {
  const total = new ListTotal();
  let rows: SentRow[] = [];
  let sent = 0;
  const hand = async () => {
    total.add(await send(rows));
    sent += rows.length;
    rows = [];
    progress(`${sent} rows`);
  };
  for await (const row of readCsvList(file, columns, total.broken)) {
    rows.push(sentRow(row));
    if (rows.length === ROWS_AT_ONCE) await hand();
  }
  if (rows.length > 0) await hand();
  progress('');
  return total.value;
}

interface SentRow {
  id: string;
  numbers: string[];
  consent?: boolean;
}

function sentRow({ id, numbers, consent }: ListRow): SentRow {
  return { id, numbers: [...numbers], ...(consent === undefined ? {} : { consent }) };
}
