import { z } from 'zod';
import type { Model, ObjectModel } from '../model/model.js';
import { attributeSchema } from './attribute-schema.js';

/**
 * The schemas of the flat records in which scripts see objects: attributes by name, beside them `key`, `version` and
 * `title` (unless an attribute has that name); a link to one is the key of the linked object, or its record when it was
 * included; a link to many is a list of records when it was included.
 */
export class ObjectSchemas {
  readonly #model: Model;
  readonly #records = new Map<string, z.ZodObject>();

  constructor(model: Model) {
    this.#model = model;
  }

  record(name: string): z.ZodObject {
    const known = this.#records.get(name);
    if (known !== undefined) return known;
    const object = this.#object(name);
    const shape: Record<string, z.ZodType> = { key: z.string(), version: z.string(), title: z.string() };
    // A legacy row may lack even what the model requires of new ones.
    for (const attribute of object.attributes.values()) {
      shape[attribute.name] = attributeSchema(attribute).nullable();
    }
    for (const link of object.links.values()) {
      // Objects link in circles, so a linked record is made when it is first looked at.
      const target = z.lazy(() => this.record(link.to));
      shape[link.name] = link.many ? z.array(target).optional() : z.union([z.string(), target]).nullable();
    }
    const record = z.object(shape).meta({ title: object.label });
    this.#records.set(name, record);
    return record;
  }

  /** What may be given for a new object. */
  creation(name: string): z.ZodObject {
    const object = this.#object(name);
    const required = (member: string) =>
      (object.attributes.get(member) ?? object.links.get(member))?.required === true &&
      object.attributes.get(member)?.default === undefined &&
      (object.mapping?.columns.get(member)?.generate ?? 'none') === 'none';
    return z.strictObject(this.#members(object, (schema, member) => (required(member) ? schema : schema.nullish())));
  }

  /** What may be changed of an object, and which. */
  change(name: string): z.ZodObject {
    const object = this.#object(name);
    const members = this.#members(object, (schema) => schema.nullish());
    const changes = Object.entries(members).filter(([member]) => !object.key.includes(member));
    return z.strictObject({ ...Object.fromEntries(changes), key: z.string(), version: z.string() });
  }

  /** Attributes and links to one, as far as they are mapped. */
  #members(object: ObjectModel, wrap: (schema: z.ZodType, member: string) => z.ZodType): Record<string, z.ZodType> {
    const members: Record<string, z.ZodType> = {};
    for (const attribute of object.attributes.values()) {
      if (object.mapping?.columns.has(attribute.name))
        members[attribute.name] = wrap(attributeSchema(attribute), attribute.name);
    }
    for (const link of object.links.values()) {
      if (!link.many) members[link.name] = wrap(z.string().meta({ title: link.label }), link.name);
    }
    return members;
  }

  /** Equality filters: attributes and links to one that are not called like a part of the search itself. */
  filters(name: string, taken: readonly string[]): Record<string, z.ZodType> {
    const members = this.#members(this.#object(name), (schema) => schema.optional());
    return Object.fromEntries(Object.entries(members).filter(([member]) => !taken.includes(member)));
  }

  #object(name: string): ObjectModel {
    const object = this.#model.objects.get(name);
    if (object === undefined) throw new RangeError(`the model has no object "${name}"`);
    return object;
  }
}
