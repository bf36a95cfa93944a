import { CarusoError } from '@caruso/core';
import type { Diagnosis, Engine } from './engine/engine.js';
import { StorageErrors } from './errors.js';

/** Where an error came up. */
export interface Place {
  readonly store: string;
  readonly table: string;
  /** The index of the statement in its write. */
  readonly statement: number;
}

/** Turns what a driver throws into an error that says what it means for the caller. */
export function explain(engine: Engine, place: Place, thrown: unknown): CarusoError {
  if (CarusoError.is(thrown)) return thrown;
  return errorOf(engine.diagnose(thrown), engine.address, place, thrown);
}

function errorOf({ kind, name, reason }: Diagnosis, address: string, place: Place, cause: unknown): CarusoError {
  const { store, table } = place;
  const at = { ...place, reason };
  switch (kind) {
    case 'unreachable':
      return new StorageErrors.Unreachable({ store, address, reason }, { cause });
    case 'lost':
      return new StorageErrors.ConnectionLost({ store, address, reason }, { cause });
    case 'table':
      return new StorageErrors.UnknownTable({ store, table: name ?? table }, { cause });
    case 'column':
      return new StorageErrors.UnknownColumn({ store, table, column: name ?? reason }, { cause });
    case 'unique':
      return new StorageErrors.NotUnique(at, { cause });
    case 'missing':
      return new StorageErrors.MissingValue(at, { cause });
    case 'reference':
      return new StorageErrors.BrokenReference(at, { cause });
    case 'check':
      return new StorageErrors.Rejected(at, { cause });
    case 'misfit':
      return new StorageErrors.ValueDoesNotFit({ store, column: name ?? table, reason }, { cause });
    case 'busy':
      return new StorageErrors.Busy({ store, reason }, { cause });
    default:
      return new StorageErrors.StatementFailed({ store, table, reason }, { cause });
  }
}
