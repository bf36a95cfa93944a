import type { CarusoError } from '@caruso/core';
import { DatabaseError } from './engine/database-error.js';
import { StorageErrors } from './errors.js';

/** Where an error came up. */
export interface Place {
  readonly store: string;
  readonly table: string;
  /** The index of the statement in its write. */
  readonly statement: number;
}

/** Turns a database's error into one that says what it means for the caller; all others are left as they are. */
export function explain(address: string, place: Place, thrown: unknown): unknown {
  return thrown instanceof DatabaseError ? errorOf(thrown, address, place) : thrown;
}

function errorOf(thrown: DatabaseError, address: string, place: Place): CarusoError {
  const { store, table } = place;
  const { message: reason, subject, cause } = thrown;
  const at = { ...place, reason };
  switch (thrown.failure) {
    case 'unreachable':
      return new StorageErrors.Unreachable({ store, address, reason }, { cause });
    case 'lost':
      return new StorageErrors.ConnectionLost({ store, address, reason }, { cause });
    case 'table':
      return new StorageErrors.UnknownTable({ store, table: subject ?? table }, { cause });
    case 'column':
      return new StorageErrors.UnknownColumn({ store, table, column: subject ?? reason }, { cause });
    case 'unique':
      return new StorageErrors.NotUnique(at, { cause });
    case 'missing':
      return new StorageErrors.MissingValue(at, { cause });
    case 'reference':
      return new StorageErrors.BrokenReference(at, { cause });
    case 'check':
      return new StorageErrors.Rejected(at, { cause });
    case 'misfit':
      return new StorageErrors.ValueDoesNotFit({ store, column: subject ?? table, reason }, { cause });
    case 'busy':
      return new StorageErrors.Busy({ store, reason }, { cause });
    case 'full':
      return new StorageErrors.StoreIsFull({ store, reason }, { cause });
    case 'forbidden':
      return new StorageErrors.NotAllowed({ store, table: subject ?? table, reason }, { cause });
    default:
      return new StorageErrors.StatementFailed({ store, table, reason }, { cause });
  }
}
