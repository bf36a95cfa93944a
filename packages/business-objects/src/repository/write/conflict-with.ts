import type { CarusoError } from '@caruso/core';
import type { Entity } from '../../contract.js';
import { ObjectErrors } from '../../errors.js';

/**
 * The refusal of a write that was made for another state of an object.
 *
 * @param expected the version it was made for
 * @param current the object as it is now; null when it is not there
 */
export function conflictWith(object: string, key: string, expected: string, current: Entity | null): CarusoError {
  const state = current && { version: current.version, title: current.title, values: current.values };
  return new ObjectErrors.Conflict({ object, key, expected, current: state });
}
