import type { BusinessObjects, Entity } from '@caruso/business-objects/contract';
import type { ContactCentre, ContactView } from '@caruso/communication-server/contract';
import type { Actor, Stub } from '@caruso/core';
import type { Dialogs } from '@caruso/script-engine/contract';
import type { Log } from '@caruso/service-manager';
import type { CustomerHistory, ScreenPop, ShownObject } from '../api-types.js';
import type { FrontOfficeSettings } from '../options.js';
import { withLinks } from './linked-objects.js';
import { phoneVariants } from './phone-variants.js';

const CANDIDATES = 10;
const HISTORY = 50;
/** Of as many customers that were merged into one the history is looked up. */
const FORMER = 20;

/** The services a screen pop is put together from. */
export interface ScreenPopSources {
  readonly objects: Stub<typeof BusinessObjects>;
  readonly centre: Stub<typeof ContactCentre>;
  readonly dialogs: Stub<typeof Dialogs>;
  readonly log: Log;
}

/** Puts together what an agent sees of a customer when a contact arrives. */
export class CustomerView {
  readonly #sources: ScreenPopSources;
  readonly #settings: FrontOfficeSettings['customer'];

  constructor(sources: ScreenPopSources, settings: FrontOfficeSettings['customer']) {
    this.#sources = sources;
    this.#settings = settings;
  }

  /** The customer of the contact, or else whom the caller's number fits, with all that was before. */
  async pop(contact: ContactView, actor: Actor): Promise<ScreenPop> {
    const { customer: key } = contact;
    const [customer, candidates] = await Promise.all([
      key === undefined ? null : this.customer(key, actor),
      key === undefined ? this.candidates(contact.from, actor) : [],
    ]);
    const past = customer === null ? { contacts: [], dialogs: [] } : await this.history(customer.key, actor);
    const history = past.contacts.filter((other) => other.contact !== contact.contact);
    return { contact, customer, candidates, history, dialogs: past.dialogs };
  }

  /** Whether the key is that of a customer whom the actor may see. */
  async exists(key: string, actor: Actor): Promise<boolean> {
    return (await this.#sources.objects.get({ object: this.#settings.object, key }, { actor })) !== null;
  }

  /** A customer with the links the detail presentation shows, as far as they can be read; null when the key finds nobody. */
  async customer(key: string, actor: Actor): Promise<ShownObject | null> {
    const { object } = this.#settings;
    const { objects, log } = this.#sources;
    const types = await objects.types({}, { actor });
    const tabs = types.find(({ name }) => name === object)?.presentation.detail?.tabs ?? [];
    return withLinks(objects, log, { object, key, include: [...new Set(tabs.map(({ link }) => link))] }, actor);
  }

  /** Customers one of whose numbers is `number`, as far as the actor may see them. */
  async candidates(number: string, actor?: Actor): Promise<readonly Entity[]> {
    const { object, phones, countryCode } = this.#settings;
    const values = phoneVariants(number, countryCode);
    if (values.length === 0 || phones.length === 0) return [];
    const where = { any: phones.map((attribute) => ({ attribute, op: 'in' as const, values })) };
    return (await this.#sources.objects.find({ object, where, limit: CANDIDATES }, { actor })).items;
  }

  /**
   * Notes on the contact who the customer is, when the caller's number is the number of exactly one. Who shares a number
   * with others is left for the agent to ask.
   */
  async identify({ contact, customer, from }: ContactView): Promise<void> {
    if (customer !== undefined) return;
    const [only, ...others] = await this.candidates(from);
    if (only && others.length === 0) await this.#sources.centre.annotate({ contact, customer: only.key });
  }

  /** The contacts and dialogs of a customer, newest first, with those of customers that have become this one by a merge. */
  async history(customer: string, actor: Actor): Promise<CustomerHistory> {
    const { objects, centre, dialogs } = this.#sources;
    const { key, former } = await objects.merged({ object: this.#settings.object, key: customer }, { actor });
    const found = await Promise.all(
      [key ?? customer, ...former.slice(0, FORMER)].map((each) =>
        Promise.all([
          centre.contacts({ customer: each, limit: HISTORY }),
          dialogs.list({ customer: each, limit: HISTORY }),
        ]),
      ),
    );
    return {
      contacts: found
        .flatMap(([contacts]) => contacts)
        .sort((a, b) => b.arrivedAt - a.arrivedAt)
        .slice(0, HISTORY),
      dialogs: found
        .flatMap(([, all]) => all)
        .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
        .slice(0, HISTORY),
    };
  }
}
