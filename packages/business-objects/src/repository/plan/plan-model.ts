import { didYouMean } from '@caruso/language';
import { ObjectErrors } from '../../errors.js';
import type { Model, ObjectMapping, ObjectModel } from '../../model/model.js';
import { splitExtensions } from '../../model/split-extensions.js';
import type { CheckEnvironment } from './check-environment.js';
import { AttributeField, type Field, LinkField } from './field.js';
import { KeyPlan } from './key-plan.js';
import { ObjectPlan } from './object-plan.js';
import { StoredColumn } from './stored-column.js';

/** The plans of all object types of a model. */
export class ModelPlan {
  readonly #plans: ReadonlyMap<string, ObjectPlan>;

  /** @throws ObjectErrors.NotMapped when an object type lies nowhere */
  constructor(whole: Model, environment: () => CheckEnvironment = () => ({ now: 0, zone: 'UTC' })) {
    const model = splitExtensions(whole);
    const unmapped = [...model.objects.values()].filter(({ mapping }) => mapping === undefined).map(({ name }) => name);
    if (unmapped.length > 0) throw new ObjectErrors.NotMapped({ objects: unmapped });
    const planner = new Planner(model, environment);
    this.#plans = new Map([...model.objects.values()].map((object) => [object.name, planner.plan(object)]));
  }

  [Symbol.iterator](): Iterator<ObjectPlan> {
    return this.#plans.values();
  }

  /** @throws ObjectErrors.UnknownObject */
  of(object: string): ObjectPlan {
    const plan = this.#plans.get(object);
    if (plan !== undefined) return plan;
    throw new ObjectErrors.UnknownObject({ object, suggestion: didYouMean(object, this.#plans.keys()) });
  }
}

class Planner {
  readonly #model: Model;
  readonly #environment: () => CheckEnvironment;
  readonly #keys = new Map<string, KeyPlan>();

  constructor(model: Model, environment: () => CheckEnvironment) {
    this.#model = model;
    this.#environment = environment;
  }

  plan(object: ObjectModel): ObjectPlan {
    const mapping = mappingOf(object);
    const fields = new Map<string, Field>();
    for (const attribute of object.attributes.values()) {
      const column = mapping.columns.get(attribute.name);
      if (column === undefined) continue;
      fields.set(attribute.name, new AttributeField(new StoredColumn(object.name, attribute, column)));
    }
    for (const link of object.links.values()) {
      const columns = mapping.joins.get(link.name);
      if (columns === undefined) continue;
      const holds = mapping.keyTexts.has(link.name) ? 'key' : 'columns';
      fields.set(link.name, new LinkField(link, columns, this.#key(link.to), holds));
    }
    return new ObjectPlan(object, mapping, this.#key(object.name), fields, this.#environment);
  }

  #key(name: string): KeyPlan {
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const object = this.#model.objects.get(name);
    if (object === undefined) throw new ObjectErrors.UnknownObject({ object: name });
    const parts = object.key.map((member) => {
      const link = object.links.get(member);
      if (link !== undefined) return this.#key(link.to);
      const attribute = object.attributes.get(member);
      const column = mappingOf(object).columns.get(member);
      if (attribute === undefined || column === undefined) throw new ObjectErrors.NotMapped({ objects: [name] });
      return new StoredColumn(name, attribute, column);
    });
    const plan = new KeyPlan(parts);
    this.#keys.set(name, plan);
    return plan;
  }
}

function mappingOf(object: ObjectModel): ObjectMapping {
  if (object.mapping === undefined) throw new ObjectErrors.NotMapped({ objects: [object.name] });
  return object.mapping;
}
