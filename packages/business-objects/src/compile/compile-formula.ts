import { compileExpression, type Scope, type SourceSlice, type Type, types } from '@caruso/language';
import type { Problems } from '../documents/problems.js';
import type { AttributeModel, Formula, LinkModel } from '../model/model.js';
import { attributeScope } from './attribute-scope.js';

/** An object type as far as it is known when formulas are compiled. */
export interface Described {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, AttributeModel>;
  readonly links: ReadonlyMap<string, LinkModel>;
}

/** What formulas of each object type may name: its attributes, and the objects that its links lead to. */
export function formulaScopes(objects: ReadonlyMap<string, Described>): ReadonlyMap<string, Scope> {
  const scopes = new Map(
    [...objects].map(([name, { attributes }]) => [name, new Map(attributeScope(attributes.values(), []))]),
  );
  for (const [name, { links }] of objects) {
    for (const link of links.values()) {
      const fields = scopes.get(link.to);
      const linked: Type = fields === undefined || link.broken ? types.unknown : types.object(fields, link.to);
      scopes.get(name)?.set(link.name, link.many ? types.list(linked) : linked);
    }
  }
  return scopes;
}

/**
 * Compiles the formula of an attribute. It reads what lies in columns: formulas over formulas would have to be loaded in
 * turns, and could lead back to themselves.
 *
 * @param isComputed whether an attribute of an object type has a formula
 */
export function compileFormula(
  slice: SourceSlice,
  object: Described,
  computed: AttributeModel,
  objects: ReadonlyMap<string, Described>,
  scopes: ReadonlyMap<string, Scope>,
  isComputed: (object: string, attribute: string) => boolean,
  problems: Problems,
): Formula | undefined {
  const expected = attributeScope([computed], []).get(computed.name) ?? types.unknown;
  const compiled = compileExpression(slice, scopes.get(object.name) ?? new Map(), expected);
  if (!compiled.ok) {
    problems.add(compiled.diagnostics);
    return undefined;
  }
  const paths = new Set<string>();
  for (const name of compiled.names) {
    const { path, owner, attribute } = memberAlong(name, object, objects);
    if (path !== '') paths.add(path);
    if (attribute === undefined || !isComputed(owner.name, attribute)) continue;
    problems.error('nested-formula', `'${name}' is computed itself, and a formula reads columns only`, slice);
    return undefined;
  }
  return { compiled, paths: [...paths] };
}

/** The links a dotted name goes along, and the attribute it ends at. */
export function memberAlong<T extends Described>(name: string, object: T, objects: ReadonlyMap<string, T>) {
  const path: string[] = [];
  let at = object;
  for (const segment of name.split('.')) {
    const link = at.links.get(segment);
    if (link === undefined) return { path: path.join('.'), owner: at, attribute: segment };
    path.push(segment);
    at = objects.get(link.to) ?? at;
  }
  return { path: path.join('.'), owner: at, attribute: undefined };
}
