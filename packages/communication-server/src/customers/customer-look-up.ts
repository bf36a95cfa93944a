import type { BusinessObjects } from '@caruso/business-objects/contract';
import type { Stub } from '@caruso/core';
import { didYouMean } from '@caruso/language';
import { addressFilter } from './address-filter.js';
import type { CustomerDefinition } from './customer-definition.js';

/** Of so many who share an address an agent may choose one. */
const CANDIDATES = 10;

/** Finds customers among the business objects, as the configuration that applies says where. */
export class CustomerLookUp {
  readonly #objects: Stub<typeof BusinessObjects> | undefined;
  readonly #definition: () => CustomerDefinition | undefined;

  constructor(objects: Stub<typeof BusinessObjects> | undefined, definition: () => CustomerDefinition | undefined) {
    this.#objects = objects;
    this.#definition = definition;
  }

  /** The keys of customers one of whose numbers or mail addresses it is. */
  async at(address: string): Promise<readonly string[]> {
    const definition = this.#definition();
    const where = definition && addressFilter(address, definition);
    if (!where || !this.#objects) return [];
    const { items } = await this.#objects.find({ object: definition.object, where, limit: CANDIDATES });
    return items.map(({ key }) => key);
  }

  /** The agent who looks after a customer. */
  async ownerOf(key: string): Promise<string | undefined> {
    const { object, owner } = this.#definition() ?? {};
    if (object === undefined || owner === undefined || !this.#objects) return undefined;
    const found = (await this.#objects.get({ object, key }))?.values[owner];
    return typeof found === 'string' ? found : undefined;
  }

  /** Says in sentences what of a definition is not in the model. */
  async problems({ object, phones = [], mails = [], owner }: CustomerDefinition): Promise<readonly string[]> {
    if (!this.#objects) return ['customers are looked up among business objects, and the assembly has none'];
    const types = await this.#objects.types({});
    const type = types.find(({ name }) => name === object);
    if (!type) {
      const names = types.map(({ name }) => name);
      return [`customers: there is no object "${object}" in the model${hint(object, names)}`];
    }
    const known = type.attributes.map(({ name }) => name);
    const named = { phones, mails, owner: owner === undefined ? [] : [owner] };
    return Object.entries(named).flatMap(([where, attributes]) =>
      attributes.flatMap((name) =>
        known.includes(name)
          ? []
          : [`customers: ${object} has no attribute "${name}" for ${where}${hint(name, known)}`],
      ),
    );
  }
}

const hint = (name: string, known: readonly string[]) =>
  ` (${didYouMean(name, known) ?? `there are ${known.join(', ') || 'none'}`})`;
