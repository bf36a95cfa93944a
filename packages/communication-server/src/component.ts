import { BusinessObjects } from '@caruso/business-objects/contract';
import { Dialogs } from '@caruso/script-engine/contract';
import { type Component, defineComponent, optional, provide } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { campaignProblems } from './campaigns/definition/campaign-problems.js';
import type { ConfigurationSource } from './configuration/configuration-source.js';
import { documentOf, loadContactCentre } from './configuration/document/load-contact-centre.js';
import { queuesOf, routeProblems } from './configuration/numbers.js';
import { problemsOf } from './configuration/problems-of.js';
import { problemsOfTemplates } from './configuration/template-problems.js';
import { Campaigns, ContactCentre } from './contract.js';
import { dispositionsContract } from './dispositions-contract.js';
import { ContactCentreErrors } from './errors.js';
import { optionProblems } from './option-problems.js';
import type { CommunicationServerOptions, DocumentedContactCentre } from './options.js';
import { CampaignsService } from './server/campaigns-service.js';
import { CONFIGURATION_SOURCE, ContactCentreService } from './server/contact-centre-service.js';
import { DispositionsService } from './server/dispositions-service.js';

/**
 * The contact centre of an assembly. Keeps its event log in the store `system`. What it consists of is said here, or in a
 * document: `communicationServer({ configuration: './contact-centre.xml', gateways })`.
 *
 * @throws ContactCentreErrors.InvalidOptions with everything that is wrong, ContactCentreErrors.UnreadableConfiguration,
 *   LanguageErrors.InvalidDocument with the places of all errors of the document
 * @example
 * ```ts
 * communicationServer({
 *   agents: [{ id: 'ada', name: 'Ada', queues: ['service'] }],
 *   queues: [
 *     { id: 'service', name: 'Service', channel: 'voice', dispositions: [], serviceLevel: { seconds: 20, target: 0.8 } },
 *   ],
 *   gateways: [simulated({ scenario: './scenario.xml' })],
 * });
 * ```
 */
export function communicationServer(given: CommunicationServerOptions | DocumentedContactCentre): Component {
  const source = sourceOf(given);
  return defineComponent({
    name: 'communication-server',
    // Its log has one writer, and gateways cannot lead the same contacts twice.
    exclusive: true,
    provides: [
      provide(ContactCentre, ContactCentreService),
      provide(Campaigns, CampaignsService),
      provide(dispositionsContract(source.options.queues), DispositionsService),
    ],
    requires: [Storage, optional(Dialogs), optional(BusinessObjects)],
    configure: (container) => container.bind(CONFIGURATION_SOURCE).toConstantValue(source),
  });
}

function sourceOf(given: CommunicationServerOptions | DocumentedContactCentre): ConfigurationSource {
  if (!isDocumented(given)) return { options: checked(given) };
  const file = documentOf(given);
  const read = () => checked({ ...loadContactCentre(file), gateways: given.gateways ?? [] });
  return { options: read(), document: { file, read } };
}

function checked(options: CommunicationServerOptions): CommunicationServerOptions {
  const misshapen = optionProblems(options);
  const problems = misshapen.length ? misshapen : check(options);
  if (problems.length) throw new ContactCentreErrors.InvalidOptions({ problems });
  return options;
}

/** Whoever writes JavaScript may give anything; what is wrong with it is said with the options. */
function isDocumented(given: unknown): given is DocumentedContactCentre {
  return typeof given === 'object' && given !== null && 'configuration' in given;
}

function check(options: CommunicationServerOptions): string[] {
  const {
    agents,
    queues,
    notReadyReasons = [],
    gateways = [],
    numbers = {},
    offerTimeoutMs = 1,
    calendars = {},
    campaigns = [],
    templates = [],
    customers,
  } = options;
  const known = new Set(queues.map(({ id }) => id));
  const ids = gateways.map(({ id }) => id);
  return [
    ...problemsOf({ agents, queues, notReadyReasons, offerTimeoutMs }),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `there are two gateways "${id}"`),
    ...queues.flatMap(({ id, prefer = [] }) =>
      prefer.includes('owner') && customers?.owner === undefined
        ? [`the queue "${id}" prefers the owner, and customers do not say who that is`]
        : [],
    ),
    ...campaignProblems(campaigns, new Map(queues.map(({ id, channel }) => [id, channel])), new Set(ids)),
    ...problemsOfTemplates(templates, queues),
    ...queues.flatMap(({ id, voicemailTo }) =>
      voicemailTo === undefined || gateways.some(({ sendsMail }) => sendsMail)
        ? []
        : [`the queue "${id}" has its voicemail mailed, but no gateway sends mail; add mail({ … })`],
    ),
    ...queues.flatMap(({ id, hours: open, reply }) =>
      [open, reply?.hours].flatMap((hours) =>
        hours === undefined || Object.hasOwn(calendars, hours)
          ? []
          : [`the queue "${id}" has the hours of "${hours}", which is no calendar`],
      ),
    ),
    ...Object.entries(numbers).flatMap(([number, plan]) => [
      ...queuesOf(plan).flatMap((queue) =>
        known.has(queue) ? [] : [`the number ${number} leads to "${queue}", which is no queue`],
      ),
      ...routeProblems(number, plan),
    ]),
    ...gateways.flatMap(({ destinations = [] }) =>
      destinations.flatMap(({ to, queue, where }) => {
        if (queue === undefined) return Object.hasOwn(numbers, to) ? [] : [`${where}: no queue answers ${to}`];
        return known.has(queue) ? [] : [`${where}: "${queue}" is no queue`];
      }),
    ),
  ];
}
