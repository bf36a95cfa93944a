import type { Diagnostic } from '@caruso/language';
import { type CompileOptions, compileDocuments } from '../compile/compile-model.js';
import type { ModelSource } from '../compose/model-documents.js';
import type { Place, Problems } from '../documents/problems.js';
import type { Model, ObjectMapping, ObjectModel } from '../model/model.js';
import { limitOfColumn } from './limit-of-column.js';

/** How many there are, and how many of them the mapping has a place for. */
export interface Coverage {
  readonly mapped: number;
  readonly of: number;
}

/** What a company's mapping has of the model it was written for, and what it lacks. */
export interface Conformance {
  readonly model: string;
  readonly version: string;
  readonly company: string;
  /** The models it builds on, the nearest one first. */
  readonly bases: Model['bases'];
  readonly objects: Coverage;
  readonly attributes: Coverage;
  /** Links to one; those to many follow from them. */
  readonly links: Coverage;
  /** Errors are what the model cannot do without; warnings what works less well than the model promises. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares the mapping of a company with what the model, whatever it builds on, promises to scripts and screens.
 *
 * @example
 * ```ts
 * const { objects, diagnostics } = conformanceOf(sources, { company: 'b' });
 * ```
 */
export function conformanceOf(
  sources: readonly ModelSource[],
  options: CompileOptions & { readonly company: string },
): Conformance {
  const { model, problems } = compileDocuments(sources, options);
  const objects = [...model.objects.values()];
  for (const object of objects) if (object.mapping !== undefined) reportLimits(object, object.mapping, problems);
  const mapped = objects.filter(({ mapping }) => mapping !== undefined);
  const members = <Member>(membersOf: (object: ObjectModel) => readonly Member[]) => objects.flatMap(membersOf);
  return {
    model: model.name,
    version: model.version,
    company: options.company,
    bases: model.bases,
    objects: { mapped: mapped.length, of: objects.length },
    attributes: {
      mapped: members(({ attributes, mapping }) => [...attributes.keys()].filter((name) => mapping?.columns.has(name)))
        .length,
      of: members(({ attributes }) => [...attributes.keys()]).length,
    },
    links: {
      mapped: members(({ links, mapping }) => [...links.keys()].filter((name) => mapping?.joins.has(name))).length,
      of: members(({ links }) => [...links.values()].filter(({ many }) => !many)).length,
    },
    diagnostics: problems.all,
  };
}

const WITHOUT: Readonly<Record<Exclude<ObjectMapping['write'], 'all'>, string>> = {
  insert: 'cannot be changed or deleted',
  none: 'cannot be created, changed or deleted',
};

function reportLimits(object: ObjectModel, mapping: ObjectMapping, problems: Problems): void {
  const { name, attributes, presentation } = object;
  // What another service writes nobody has promised to write here.
  if (mapping.write !== 'all' && mapping.owner === undefined) {
    const hint =
      object.key.length === 0 && mapping.write === 'insert'
        ? 'nothing tells them apart; give the object a key if something does'
        : `write="${mapping.write}" says so; with write="all" they can`;
    problems.warning('not-writable', `Objects of type '${name}' ${WITHOUT[mapping.write]}`, mapping.place, hint);
  }
  for (const attribute of attributes.values()) {
    const column = mapping.columns.get(attribute.name);
    if (attribute.broken || column?.broken || attribute.formula !== undefined) continue;
    if (column === undefined) {
      // Those that are needed have been reported as errors.
      if (attribute.required || object.key.includes(attribute.name)) continue;
      const message = `'${name}.${attribute.name}' has no column: it is always empty and cannot be written`;
      problems.warning('unmapped-attribute', message, mapping.place, `add <col attr="${attribute.name}" column="…"/>`);
      continue;
    }
    const at: Place = mapping.columnPlaces.get(column.column.name) ?? mapping.place;
    const limit = limitOfColumn(attribute, column);
    if (limit !== undefined) {
      const message = `The column of '${name}.${attribute.name}' cannot hold ${limit.what}`;
      problems.warning('narrow-column', message, at, limit.hint);
    }
    if (attribute.search && !column.conversion.keepsText) {
      const message = `A search does not look into '${name}.${attribute.name}', because its column holds another text`;
      problems.warning('not-searchable', message, at);
    }
  }
  const sort = presentation.list?.sort?.replace(/^-/, '');
  const sorted = sort === undefined ? undefined : mapping.columns.get(sort);
  if (sorted !== undefined && !sorted.conversion.keepsOrder) {
    const at = mapping.columnPlaces.get(sorted.column.name) ?? mapping.place;
    const message = `The list of '${name}' is sorted by '${sort}', which its conversion does not let a database do`;
    problems.warning('not-sortable', message, at, 'sort it by something else in an overlay');
  }
}
