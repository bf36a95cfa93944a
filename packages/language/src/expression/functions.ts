import { DATE_FUNCTIONS } from './date-functions.js';
import type { FunctionDefinition } from './function-definition.js';
import { LIST_FUNCTIONS } from './list-functions.js';
import { TEXT_FUNCTIONS } from './text-functions.js';
import { VALUE_FUNCTIONS } from './value-functions.js';

/** All functions of the language, by name. The table is fixed: what a document may call is the same everywhere. */
export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [...LIST_FUNCTIONS, ...VALUE_FUNCTIONS, ...TEXT_FUNCTIONS, ...DATE_FUNCTIONS].map((definition) => [
    definition.name,
    definition,
  ]),
);
