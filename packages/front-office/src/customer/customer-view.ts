import type { BusinessObjects, Entity } from '@caruso/business-objects/contract';
import type { ContactCentre, ContactView } from '@caruso/communication-server/contract';
import type { Actor, Stub } from '@caruso/core';
import type { Dialogs } from '@caruso/script-engine/contract';
import type { Log } from '@caruso/service-manager';
import type { CustomerHistory, ScreenPop, ShownObject } from '../api-types.js';
import type { FrontOfficeSettings } from '../options.js';
import { excerptsOf } from './excerpts.js';
import { withLinks } from './linked-objects.js';

const HISTORY = 50;
const NOTHING: CustomerHistory = { contacts: [], dialogs: [], excerpts: {} };
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
    const key = contact.customer ?? (await this.identify(contact));
    const [customer, candidates] = await Promise.all([
      key === undefined ? null : this.customer(key, actor),
      key === undefined ? this.candidates(contact.from, actor) : [],
    ]);
    const { contacts, dialogs, excerpts } = customer === null ? NOTHING : await this.history(customer.key, actor);
    const history = contacts.filter((other) => other.contact !== contact.contact);
    return { contact, customer, candidates, history, dialogs, excerpts };
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

  /** Customers one of whose numbers or mail addresses it is, as far as the actor may see them. */
  async candidates(address: string, actor: Actor): Promise<readonly Entity[]> {
    const { object } = this.#settings;
    const { centre, objects } = this.#sources;
    const keys = await centre.customersAt({ address });
    const found = await Promise.all(keys.map((key) => objects.get({ object, key }, { actor })));
    return found.flatMap((customer) => customer ?? []);
  }

  /**
   * Notes on a contact of which nobody knows yet who it comes from who the customer is, when the number or address is that of
   * exactly one. It was looked up when the contact arrived, but may not have been found in time.
   *
   * @returns the key of the customer; undefined when it is still not known
   */
  async identify({ contact, from }: Pick<ContactView, 'contact' | 'from'>): Promise<string | undefined> {
    const { centre } = this.#sources;
    const [only, ...others] = await centre.customersAt({ address: from });
    if (only === undefined || others.length > 0) return undefined;
    await centre.annotate({ contact, customer: only });
    return only;
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
    const contacts = found
      .flatMap(([each]) => each)
      .sort((a, b) => b.arrivedAt - a.arrivedAt)
      .slice(0, HISTORY);
    return {
      contacts,
      dialogs: found
        .flatMap(([, all]) => all)
        .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
        .slice(0, HISTORY),
      excerpts: await excerptsOf(this.#sources, contacts),
    };
  }
}
