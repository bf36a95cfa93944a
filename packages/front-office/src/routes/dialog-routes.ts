import { z } from 'zod';
import type { DialogLink, ScriptSummary, StartDialogRequest } from '../api-types.js';
import { FrontOfficeErrors } from '../errors.js';
import type { Limits } from '../http/limits.js';
import { params, type Route, route } from '../http/route.js';
import type { FrontOfficeSettings } from '../options.js';
import { actorOf, agentOf } from '../session/identity.js';
import { contactOfAgent } from './agent-routes.js';
import { dialogSteps, ownDialog } from './dialog-steps.js';
import { callOfAgent, tellOfStep } from './private-question.js';
import type { Services } from './services.js';

const id = z.string().min(1).max(500);
const Start = z.object({
  script: id,
  contact: id.optional(),
  customer: id.optional(),
  language: z.string().max(35).optional(),
});

/**
 * What is known beforehand, under the names the script gives it; what the script does not ask for is left out.
 *
 * @returns the input to start with, and the required inputs nobody can give
 */
export function scriptInput(
  script: Pick<ScriptSummary, 'inputs'>,
  names: Pick<FrontOfficeSettings['customer'], 'customerInput' | 'contactInput'>,
  known: Pick<StartDialogRequest, 'customer' | 'contact'>,
): { readonly input: Readonly<Record<string, string>>; readonly missing: readonly string[] } {
  const offered = new Map<string, string | undefined>([
    [names.contactInput, known.contact],
    [names.customerInput, known.customer],
  ]);
  const given = script.inputs.flatMap(({ name }) => {
    const value = offered.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const input = Object.fromEntries(given);
  const missing = script.inputs.filter(({ name, required }) => required && !Object.hasOwn(input, name));
  return { input, missing: missing.map(({ name }) => name) };
}

/** The dialogs an agent leads. */
export function dialogRoutes(services: Services, names: FrontOfficeSettings['customer'], limits: Limits): Route[] {
  const { dialogs, centre } = services;
  return [
    route('GET /api/dialogs/scripts', {}, () => dialogs.scripts({ channel: 'agent' })),
    route('POST /api/dialogs', { body: Start }, async ({ session, body }) => {
      const owner = agentOf(session);
      const contact = body.contact === undefined ? undefined : await contactOfAgent(services, owner, body.contact);
      const customer = body.customer ?? contact?.customer;
      const script = (await dialogs.scripts({ channel: 'agent' })).find((one) => one.id === body.script);
      if (!script) throw new FrontOfficeErrors.ScriptNotOffered({ script: body.script });
      const known = {
        ...(contact ? { contact: contact.contact } : {}),
        ...(customer === undefined ? {} : { customer }),
      };
      const screen = await dialogs.begin(
        {
          script: script.id,
          channel: 'agent',
          owner,
          input: scriptInput(script, names, known).input,
          ...known,
          ...(body.language === undefined ? {} : { language: body.language }),
        },
        { actor: actorOf(session) },
      );
      const { dialog } = screen;
      // Whoever may not see its first question yet goes on with it by the contact, instead of beginning another.
      if (contact) await centre.annotate({ contact: contact.contact, dialog });
      await tellOfStep(services, { ...known, dialog, call: () => callOfAgent(services, owner) }, screen);
      return screen;
    }),
    route('POST /api/dialogs/:dialog/link', { params: params('dialog') }, async ({ session, params: { dialog } }) => {
      const who = agentOf(session);
      await ownDialog(dialogs, who, dialog);
      const { token, expiresAt } = await dialogs.link({ dialog, who });
      return { path: `/dialog/go-on/${encodeURIComponent(token)}`, expiresAt } satisfies DialogLink;
    }),
    route('POST /api/agent/contacts/:contact/dialog', { params: params('contact') }, async ({ session, params }) => {
      const who = agentOf(session);
      const { contact } = await contactOfAgent(services, who, params.contact);
      const [latest] = await dialogs.list({ contact, limit: 1 });
      if (!latest) throw new FrontOfficeErrors.NoSuchDialog({ dialog: contact });
      const screen = await dialogs.show({ dialog: latest.dialog, channel: 'agent', who }, { actor: actorOf(session) });
      await tellOfStep(services, latest, screen);
      return screen;
    }),
    ...dialogSteps(services, limits, {
      at: '/api/dialogs',
      channel: 'agent',
      owner: agentOf,
      callOf: (session) => callOfAgent(services, agentOf(session)),
      ended: async () => {},
    }),
  ];
}
