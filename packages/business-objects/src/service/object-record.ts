import type { Entity } from '../contract.js';
import type { Model } from '../model/model.js';

/** An object as a flat record: see {@link ObjectSchemas}. */
export function objectRecord(model: Model, entity: Entity): Record<string, unknown> {
  const { key, version, title, values, links } = entity;
  const record: Record<string, unknown> = { title, ...values, key, version };
  for (const [name, linked] of Object.entries(links)) {
    const records = linked.map((each) => objectRecord(model, each));
    const many = model.objects.get(entity.object)?.links.get(name)?.many;
    // A key that leads to nothing stays what it is: a key.
    record[name] = many ? records : (records[0] ?? values[name]);
  }
  return record;
}
