import type { ColumnMapping, ObjectModel } from './model.js';

/** One column of a key: the attribute it belongs to in the end, and how that one is stored. */
export interface KeyColumn {
  readonly object: string;
  readonly attribute: string;
  readonly mapping: ColumnMapping;
}

/**
 * The columns of an object's key in order. A link in the key stands for the columns of the linked object's key.
 *
 * @returns undefined when the keys of objects lead in a circle, or something is not mapped
 */
export function keyColumns(
  object: ObjectModel,
  objects: ReadonlyMap<string, ObjectModel>,
  visited: ReadonlySet<string> = new Set(),
): readonly KeyColumn[] | undefined {
  if (visited.has(object.name)) return undefined;
  const columns: KeyColumn[] = [];
  for (const name of object.key) {
    const link = object.links.get(name);
    if (link === undefined) {
      const mapping = object.mapping?.columns.get(name);
      if (mapping === undefined) return undefined;
      columns.push({ object: object.name, attribute: name, mapping });
      continue;
    }
    const target = objects.get(link.to);
    const below = target && keyColumns(target, objects, new Set([...visited, object.name]));
    if (below === undefined) return undefined;
    columns.push(...below);
  }
  return columns;
}
