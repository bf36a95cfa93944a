import type { Expression } from './ast.js';
import { type ObjectType, type Scope, type Type, types } from './type.js';
import { isRecord, RawObject } from './value.js';

/** The list of objects that a dotted name goes through last. */
export interface ListElements {
  /** How many names of the path lead to the list. */
  readonly depth: number;
  readonly element: ObjectType;
}

/** Finds the list that can be filtered in an expression; undefined where there is none. */
export function listElements(expression: Expression, scope: Scope): ListElements | undefined {
  if (expression.kind !== 'name') return undefined;
  let found: ListElements | undefined;
  let type: Type | undefined;
  for (const [index, { name }] of expression.path.entries()) {
    type = index === 0 ? scope.get(name) : type && fieldOf(type, name);
    if (type?.kind === 'list' && type.of.kind === 'object') found = { depth: index + 1, element: type.of };
  }
  return found;
}

/** The fields of objects of which nothing is known: whatever is asked for may be there. */
class OpenFields extends Map<string, Type> {
  override get(): Type {
    return types.unknown;
  }
}

/** The names of an object of which nothing is known. */
export const OPEN_SCOPE: Scope = new OpenFields();

/** The list of objects that a name of unknown type goes through last, as the data have it. */
export function listElementsIn(raw: unknown, path: readonly string[]): ListElements | undefined {
  let depth: number | undefined;
  let found = raw;
  for (const [index] of path.entries()) {
    if (index > 0) found = new RawObject(found as Readonly<Record<string, unknown>>).get(path[index] ?? '');
    if (Array.isArray(found)) {
      const first: unknown = found.find(isRecord);
      if (first === undefined) break;
      depth = index + 1;
      found = first;
    }
    if (!isRecord(found)) break;
  }
  return depth === undefined ? undefined : { depth, element: { kind: 'object', fields: OPEN_SCOPE } };
}

/** The type of a field; through a list it is the list of the fields of its elements. */
export function fieldOf(type: Type, name: string): Type | undefined {
  if (type.kind === 'unknown' || (type.kind === 'code' && type.codes.length === 0)) return types.unknown;
  if (type.kind === 'object') return type.fields.get(name);
  if (type.kind !== 'list') return undefined;
  const field = fieldOf(type.of, name);
  return field === undefined || field.kind === 'list' ? field : types.list(field);
}
