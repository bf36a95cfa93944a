import { z } from 'zod';
import type { ScriptSummary, SelfService } from '../api-types.js';
import type { Visits } from '../customer/visits.js';
import { FrontOfficeErrors } from '../errors.js';
import type { Limits } from '../http/limits.js';
import { type Route, route } from '../http/route.js';
import type { FrontOfficeSettings } from '../options.js';
import { actorOf, customerOf, requireSession, visitorOf } from '../session/identity.js';
import type { Session } from '../session/sessions.js';
import { scriptInput } from './dialog-routes.js';
import { dialogSteps } from './dialog-steps.js';
import type { Services } from './services.js';

const Start = z.object({ script: z.string().min(1).max(500), language: z.string().max(35).optional() });

/**
 * Customers who serve themselves, known or not: the same scripts as the agents', on the channel `web`, each recorded as
 * a contact of its own.
 */
export function selfServiceRoutes(
  services: Services,
  settings: FrontOfficeSettings,
  visits: Visits,
  limits: Limits,
): Route[] {
  const { dialogs, centre } = services;
  const known = (session: Session | null) => {
    const customer = customerOf(session);
    return customer === undefined ? {} : { customer };
  };
  const offered = async (session: Session | null): Promise<readonly ScriptSummary[]> => {
    const scripts = await dialogs.scripts({ channel: 'web' });
    // The contact is opened with the dialog, so a script may ask for it.
    const given = { ...known(session), contact: 'new' };
    return scripts.filter((script) => scriptInput(script, settings.customer, given).missing.length === 0);
  };

  return [
    route('GET /api/self-service', {}, async ({ session }): Promise<SelfService> => {
      const [scripts, mine] = await Promise.all([
        offered(session),
        session ? dialogs.list({ owner: visitorOf(session), state: 'open' }) : [],
      ]);
      return { company: settings.company, title: settings.selfService.title, scripts, dialogs: mine };
    }),
    route('POST /api/self-service/dialogs', { body: Start }, async ({ session: given, body, request }) => {
      const session = requireSession(given);
      await limits.dialogs(request);
      const script = (await offered(session)).find(({ id }) => id === body.script);
      if (!script) throw new FrontOfficeErrors.ScriptNotOffered({ script: body.script });
      const owner = visitorOf(session);
      const { contact } = await centre.openSelfService({
        channel: 'web',
        from: session.user?.login ?? owner,
        to: settings.selfService.address,
        ...known(session),
      });
      try {
        const screen = await dialogs.begin(
          {
            script: script.id,
            channel: 'web',
            owner,
            input: scriptInput(script, settings.customer, { ...known(session), contact }).input,
            contact,
            ...known(session),
            ...(body.language === undefined ? {} : { language: body.language }),
          },
          { actor: actorOf(session) },
        );
        await centre.annotate({ contact, dialog: screen.dialog });
        if (screen.state !== 'open') await visits.close(contact, screen.handover);
        return screen;
      } catch (thrown) {
        await visits.close(contact);
        throw thrown;
      }
    }),
    ...dialogSteps(dialogs, {
      at: '/api/self-service/dialogs',
      owner: (session) => visitorOf(requireSession(session)),
      ended: ({ contact }, handover) => visits.close(contact, handover),
    }),
  ];
}
