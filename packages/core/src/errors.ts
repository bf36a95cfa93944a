import { defineErrors, error } from './define-errors.js';

/** The errors of this package (`CRS-COR-…`). */
export const CoreErrors = defineErrors('COR', {
  BadContract: error(
    1,
    'invalid',
    ({ name, reason }: { name: string; reason: string }) => `The contract "${name}" cannot be defined: ${reason}.`,
  ),
  BadEvent: error(
    2,
    'invalid',
    ({ name, reason }: { name: string; reason: string }) => `The event "${name}" cannot be defined: ${reason}.`,
  ),
});
