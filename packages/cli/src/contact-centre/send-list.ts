import { type ListColumns, type ListRow, readCsvList } from '@caruso/communication-server';
import type { LoadedRows } from '@caruso/communication-server/contract';

/** Rows that go over the border together. */
const ROWS_AT_ONCE = 500;

/** Reads a CSV file, hands its rows on in parts, and adds up what became of them. */
export async function sendList(
  file: string,
  columns: ListColumns,
  send: (rows: SentRow[]) => Promise<LoadedRows>,
): Promise<LoadedRows> {
  const total: LoadedRows = { records: 0, known: 0, excluded: [], leftOut: [] };
  const add = async (rows: SentRow[]) => {
    const { records, known, excluded, leftOut } = await send(rows);
    total.records += records;
    total.known += known;
    total.excluded.push(...excluded);
    total.leftOut.push(...leftOut);
  };
  let rows: SentRow[] = [];
  for await (const row of readCsvList(file, columns)) {
    rows.push(sent(row));
    if (rows.length < ROWS_AT_ONCE) continue;
    await add(rows);
    rows = [];
  }
  if (rows.length > 0) await add(rows);
  return total;
}

interface SentRow {
  id: string;
  numbers: string[];
  consent?: boolean;
}

function sent({ id, numbers, consent }: ListRow): SentRow {
  return { id, numbers: [...numbers], ...(consent === undefined ? {} : { consent }) };
}
