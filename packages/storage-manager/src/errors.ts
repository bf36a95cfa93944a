import { defineErrors, error } from '@caruso/core';
import { didYouMean } from '@caruso/language';

interface At {
  readonly store: string;
}

function meant(name: string, known: readonly string[]): string {
  const hint = didYouMean(name, known);
  return hint === undefined ? '' : ` (${hint})`;
}

const listed = (names: readonly string[]) => (names.length ? names.join(', ') : 'none');
const rows = (count: number) => `${count} row${count === 1 ? '' : 's'}`;

/** The errors of this package (`CRS-STO-…`). */
export const StorageErrors = defineErrors('STO', {
  UnknownStore: error(
    1,
    'not-found',
    ({ store, known }: At & { known: readonly string[] }) =>
      `There is no store "${store}"${meant(store, known)}. The stores of this assembly are: ${listed(known)}.`,
  ),
  BadStoreAddress: error(
    2,
    'invalid',
    ({ store, reason }: At & { reason: string }) =>
      `The address of the store "${store}" cannot be used: ${reason}. Write it as sqlite:PATH, sqlite::memory:, postgres://user:password@host/database or mariadb://user:password@host/database.`,
  ),
  BadSystemStore: error(
    3,
    'invalid',
    ({ reason }: { reason: string }) =>
      `The assembly's own store "system" ${reason}. Give it an address, e.g. stores: { system: 'sqlite:./data/caruso.db' }, and don't declare it readonly.`,
  ),
  Unreachable: error(
    4,
    'unavailable',
    ({ store, address, reason }: At & { address: string; reason: string }) =>
      `The store "${store}" at ${address} cannot be reached: ${reason}. Check that the database runs there, that it may be reached from here, and that user and password are right; the next call tries again.`,
  ),
  ConnectionLost: error(
    5,
    'unavailable',
    ({ store, address, reason }: At & { address: string; reason: string }) =>
      `The connection to the store "${store}" at ${address} was lost: ${reason}. Whether the last write took effect is unknown; read before you repeat it. The next call connects again.`,
  ),
  UnknownTable: error(
    6,
    'not-found',
    ({ store, table }: At & { table: string }) =>
      `The store "${store}" has no table or view "${table}". Names are written as the catalogue lists them, with a schema before a dot.`,
  ),
  UnknownColumn: error(
    7,
    'not-found',
    ({ store, table, column }: At & { table: string; column: string }) =>
      `"${table}" in the store "${store}" has no column "${column}".`,
  ),
  ValueDoesNotFit: error(
    8,
    'invalid',
    ({ store, column, reason }: At & { column: string; reason: string }) =>
      `A value of "${column}" in the store "${store}" does not fit: ${reason}.`,
  ),
  UnreadableValue: error(
    9,
    'internal',
    ({ store, column, type, found }: At & { column: string; type: string; found: string }) =>
      `The store "${store}" holds in "${column}" the value ${found}, which is not a ${type}. Correct the value, or map the column with another type.`,
  ),
  Conflict: error(
    10,
    'conflict',
    ({
      store,
      table,
      statement,
      expected,
      affected,
    }: At & { table: string; statement: number; expected: number; affected: number }) =>
      `The write to "${table}" in the store "${store}" was undone: statement ${statement} affected ${rows(affected)}, ${expected} expected. Somebody has changed or deleted what was read before; read again and decide anew.`,
  ),
  NotUnique: error(
    11,
    'conflict',
    ({ store, table, statement, reason }: At & { table: string; statement: number; reason: string }) =>
      `"${table}" in the store "${store}" already has such a row (statement ${statement}): ${reason}. The whole write was undone.`,
  ),
  MissingValue: error(
    12,
    'invalid',
    ({ store, table, statement, reason }: At & { table: string; statement: number; reason: string }) =>
      `"${table}" in the store "${store}" needs a value that statement ${statement} does not give: ${reason}. The whole write was undone.`,
  ),
  BrokenReference: error(
    13,
    'conflict',
    ({ store, table, statement, reason }: At & { table: string; statement: number; reason: string }) =>
      `Statement ${statement} would leave a reference from or to "${table}" in the store "${store}" without its row: ${reason}. The whole write was undone.`,
  ),
  Rejected: error(
    14,
    'invalid',
    ({ store, table, statement, reason }: At & { table: string; statement: number; reason: string }) =>
      `A check of "${table}" in the store "${store}" refuses statement ${statement}: ${reason}. The whole write was undone.`,
  ),
  SchemaIsReadonly: error(
    15,
    'forbidden',
    ({ store, sql = [] }: At & { sql?: readonly string[] }) =>
      `Tables cannot be defined in the store "${store}", because its schema is readonly. Declare it as schema: 'managed' if it belongs to CARUSO.${sql.length === 0 ? '' : ` Otherwise its owner would have to carry out: ${sql.join('; ')};`}`,
  ),
  OperatorDoesNotFit: error(
    16,
    'invalid',
    ({ store, column, type, op }: At & { column: string; type: string; op: string }) =>
      `"${op}" cannot be applied to "${column}" in the store "${store}", because it is of type ${type}.`,
  ),
  Busy: error(
    17,
    'unavailable',
    ({ store, reason }: At & { reason: string }) =>
      `The store "${store}" was kept busy by others: ${reason}. Nothing was written; the same call may be tried again.`,
  ),
  BadDefinition: error(
    18,
    'invalid',
    ({ store, table, reason }: At & { table: string; reason: string }) =>
      `The table "${table}" cannot be defined in the store "${store}": ${reason}.`,
  ),
  StatementFailed: error(
    19,
    'internal',
    ({ store, table, reason }: At & { table: string; reason: string }) =>
      `The store "${store}" could not carry out a statement on "${table}": ${reason}.`,
  ),
  InvalidOptions: error(
    21,
    'invalid',
    ({ problems }: { problems: readonly string[] }) =>
      `The options of the storage manager are not valid: ${problems.join('; ')}.`,
  ),
  StoreIsFull: error(
    30,
    'unavailable',
    ({ store, reason }: At & { reason: string }) =>
      `The store "${store}" has no room left: ${reason}. Make room, and do the same again; a transfer goes on where it stopped.`,
  ),
  NotAllowed: error(
    31,
    'forbidden',
    ({ store, table, reason }: At & { table: string; reason: string }) =>
      `The user of the store "${store}" may not do what is needed with ${table}: ${reason}. Give the user the right, or name another one in the address.`,
  ),
  TransferToItself: error(
    32,
    'invalid',
    ({ address }: { address: string }) =>
      `Both sides of the transfer are ${address}. Name another database as the target.`,
  ),
  UnfinishedTransfer: error(
    33,
    'conflict',
    ({ store, from, same }: At & { from: string; same: boolean }) =>
      `The store "${store}" holds part of an unfinished transfer from ${from}${same ? ', whose tables were defined, or options given, otherwise than now' : ''}. Repeat that transfer as it was to go on, or restart to drop what it has made.`,
  ),
  WouldLose: error(
    34,
    'conflict',
    ({ store, table, loses, allowed }: At & { table: string; loses: number; allowed: number }) =>
      `"${table}" in the store "${store}" was not altered: ${loses} ${loses === 1 ? 'value or row' : 'values or rows'} would be lost, and ${allowed} may be. Compare again, and allow what is to go.`,
  ),
  CannotAlter: error(
    35,
    'conflict',
    ({ store, table, reason }: At & { table: string; reason: string }) =>
      `"${table}" in the store "${store}" cannot be altered so: ${reason}. Nothing was done.`,
  ),
  NotPrepared: error(
    36,
    'unavailable',
    ({ store, table, column }: At & { table: string; column?: string | undefined }) =>
      `The store "${store}" has no ${column === undefined ? `table "${table}"` : `column "${column}" in "${table}"`} yet, and what only reads does not make it. Start the assembly once, or bring the store to the model with caruso model apply.`,
  ),
  Closed: error(20, 'unavailable', ({ store }: At) => `The store "${store}" has been closed.`),
});
