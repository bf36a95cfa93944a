import type { Screen } from '@caruso/script-engine/contract';
import type { ScriptSummary, SelfService } from '../api-types.js';
import { FrontOfficeErrors } from '../errors.js';
import type { FrontOfficeSettings } from '../options.js';
import { scriptInput } from '../routes/dialog-routes.js';
import type { Services } from '../routes/services.js';
import { actorOf, customerOf, visitorOf } from '../session/identity.js';
import type { Session } from '../session/sessions.js';
import type { Visits } from './visits.js';

/**
 * Customers who serve themselves, known or not: the same scripts as the agents', on the channel `web`, each recorded as
 * a contact of its own.
 */
export class SelfServiceDesk {
  readonly #services: Services;
  readonly #settings: FrontOfficeSettings;
  readonly #visits: Visits;

  constructor(services: Services, settings: FrontOfficeSettings, visits: Visits) {
    this.#services = services;
    this.#settings = settings;
    this.#visits = visits;
  }

  /** What a visitor can begin, and what he has begun. */
  async overview(session: Session | null): Promise<SelfService> {
    const { dialogs } = this.#services;
    const [scripts, mine] = await Promise.all([
      this.#offered(session),
      session ? dialogs.list({ owner: visitorOf(session), state: 'open' }) : [],
    ]);
    return { company: this.#settings.company, title: this.#settings.selfService.title, scripts, dialogs: mine };
  }

  /** @throws FrontOfficeErrors.ScriptNotOffered */
  async begin(session: Session, { script: id, language }: { script: string; language?: string }): Promise<Screen> {
    const { dialogs, centre } = this.#services;
    const script = (await this.#offered(session)).find((other) => other.id === id);
    if (!script) throw new FrontOfficeErrors.ScriptNotOffered({ script: id });
    const owner = visitorOf(session);
    const { contact } = await centre.openSelfService({
      channel: 'web',
      from: session.user?.login ?? owner,
      to: this.#settings.selfService.address,
      ...known(session),
    });
    try {
      const screen = await dialogs.begin(
        {
          script: script.id,
          channel: 'web',
          owner,
          input: scriptInput(script, this.#settings.customer, { ...known(session), contact }).input,
          contact,
          ...known(session),
          ...(language === undefined ? {} : { language }),
        },
        { actor: actorOf(session) },
      );
      await centre.annotate({ contact, dialog: screen.dialog });
      if (screen.state !== 'open') await this.#visits.close(contact, screen.handover);
      return screen;
    } catch (thrown) {
      await this.#visits.close(contact);
      throw thrown;
    }
  }

  async #offered(session: Session | null): Promise<readonly ScriptSummary[]> {
    const scripts = await this.#services.dialogs.scripts({ channel: 'web' });
    // The contact is opened with the dialog, so a script may ask for it.
    const given = { ...known(session), contact: 'new' };
    return scripts.filter((script) => scriptInput(script, this.#settings.customer, given).missing.length === 0);
  }
}

function known(session: Session | null) {
  const customer = customerOf(session);
  return customer === undefined ? {} : { customer };
}
