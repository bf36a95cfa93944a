import type { ContactCentre } from '@caruso/communication-server/contract';
import type { Stub } from '@caruso/core';
import type { Dialogs } from '@caruso/script-engine/contract';
import type { Log } from '@caruso/service-manager';
import { visitorOf } from '../session/identity.js';

/** What visits come to their end with. */
export interface VisitServices {
  readonly dialogs: Stub<typeof Dialogs>;
  readonly centre: Stub<typeof ContactCentre>;
  readonly log: Log;
}

/** Brings what customers began in self-service to its end, so that no contact stays open for ever. */
export class Visits {
  readonly #services: VisitServices;

  constructor(services: VisitServices) {
    this.#services = services;
  }

  /**
   * Closes the contact of a dialog that is over, or hands it over to a queue when the dialog ended so. One that is closed or
   * handed over already stays as it is.
   */
  async close(contact: string | undefined, queue?: string): Promise<void> {
    if (contact === undefined) return;
    const { centre, log } = this.#services;
    const [view] = await centre.contacts({ contact, limit: 1 });
    if (view?.state !== 'self-service') return;
    if (queue !== undefined) {
      try {
        await centre.handOver({ contact, queue });
        return;
      } catch (thrown) {
        log.error('A customer could not be handed over, so the contact is closed', thrown, { contact, queue });
      }
    }
    await centre.closeSelfService({ contact });
  }

  /**
   * Gives up what a visitor without a name left open, because with his session nobody can go on with it any more. What
   * fails is logged and does not keep the rest.
   *
   * @param sessions ids of sessions that have ended
   */
  async abandon(sessions: readonly string[]): Promise<void> {
    const { dialogs, log } = this.#services;
    for (const id of sessions) {
      const owner = visitorOf({ id, user: null });
      try {
        for (const { dialog, contact } of await dialogs.list({ owner, state: 'open' })) {
          await dialogs.cancel({ dialog, who: owner });
          await this.close(contact);
        }
      } catch (thrown) {
        log.error('The dialogs a visitor left could not be given up', thrown, { session: id });
      }
    }
  }
}
