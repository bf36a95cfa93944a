import { checkDocument, type Diagnostic, Diagnostics, elementsOf, readXml, type XmlElement } from '@caruso/language';
import type { CommunicationServerOptions } from '../../options.js';
import { present } from '../../present.js';
import { compileRoute, type NumberPlan, type NumberRoute } from '../numbers.js';
import { checkAnnounced } from './check-announced.js';
import { contactCentreVocabulary } from './contact-centre-vocabulary.js';
import { readAgent } from './read-agent.js';
import { readCalendar } from './read-calendar.js';
import { readCampaigns } from './read-campaign.js';
import { readCustomers } from './read-customers.js';
import { readQueue } from './read-queue.js';
import { readTemplates } from './read-template.js';
import { placeOf, textOf, Values } from './values.js';

/** All that a document says of a contact centre. */
export type ContactCentreDocument = Omit<CommunicationServerOptions, 'gateways'>;

/**
 * Reads a document that describes a contact centre.
 *
 * @param file - the name that messages show
 * @param warned - gets what is no mistake, but should be looked at: `no-drop-message`, `not-announced`
 * @throws LanguageErrors.InvalidDocument with everything that is wrong, each with its place. Besides the codes of
 *   `checkDocument`: `bad-duration`, `bad-number`, `bad-calendar`, `bad-weekday`, `unknown-queue`, `unknown-skill`,
 *   `unknown-calendar`, `unknown-regime`, `duplicate-name`, `one-of-two`, `flag-of-heading`, `not-written`,
 *   `unknown-placeholder`, `empty-text`, `bad-address`, `bad-language`, `through-the-night`, `not-voice`, `nobody-agreed`.
 */
export function readContactCentre(
  text: string,
  file: string,
  warned: (warnings: readonly Diagnostic[]) => void = () => {},
): ContactCentreDocument {
  const document = readXml(text, file);
  const diagnostics = new Diagnostics(document.source);
  diagnostics.add(checkDocument(document, contactCentreVocabulary));
  const values = new Values(diagnostics, document.root);
  const centre = readRoot(values, document.root);
  checkAnnounced(values, document.root, centre);
  diagnostics.throwIfErrors();
  warned(diagnostics.all);
  return centre;
}

function readRoot(values: Values, root: XmlElement): ContactCentreDocument {
  const of = (name: string) => elementsOf(root, name);
  for (const kind of ['reason', 'skill', 'calendar', 'regime', 'queue', 'agent', 'campaign'])
    values.once(of(kind), 'id');
  values.once(of('number'), 'called');
  const offerTimeout = values.seconds(root, 'offer-timeout');
  const campaigns = readCampaigns(values, root);
  const templates = readTemplates(values, root);
  const grace = values.seconds(root, 'connection-grace');
  return {
    queues: of('queue').map((queue) => readQueue(values, queue)),
    agents: of('agent').map((agent) => readAgent(values, agent)),
    notReadyReasons: of('reason').map((reason) => ({
      id: textOf(reason, 'id'),
      label: textOf(reason, 'label'),
      ...present({ reachable: values.yes(reason, 'reachable') }),
    })),
    calendars: Object.fromEntries(of('calendar').map((each) => [textOf(each, 'id'), readCalendar(values, each)])),
    numbers: Object.fromEntries(of('number').map((each) => [textOf(each, 'called'), readNumber(values, each)])),
    ...present({
      offerTimeoutMs: offerTimeout === undefined ? undefined : offerTimeout * 1_000,
      connectionGraceMs: grace === undefined ? undefined : grace * 1_000,
      ageing: values.seconds(root, 'ageing'),
      campaigns: campaigns.length > 0 ? campaigns : undefined,
      templates: templates.length > 0 ? templates : undefined,
      customers: readCustomers(values, root),
    }),
  };
}

function readNumber(values: Values, element: XmlElement): NumberPlan {
  const queue = values.reference(element, 'queue', 'queue');
  const script = values.optional(element, 'script');
  const fallback = values.reference(element, 'fallback', 'queue');
  const wrong = (message: string, at: string) => values.diagnostics.error('one-of-two', message, placeOf(element, at));
  if (element.attributes.has('queue') === (script !== undefined))
    wrong(`<number> needs 'queue' or 'script'${script === undefined ? '' : ', not both'}`, 'script');
  else if (script === undefined && element.attributes.has('fallback'))
    wrong(`'fallback' is for a script; this number leads to a queue`, 'fallback');
  const routes = elementsOf(element, 'route').map((route) => readRoute(values, route));
  const more = present({
    routes: routes.length > 0 ? routes : undefined,
    silence: values.seconds(element, 'silence'),
    absence: values.seconds(element, 'absence'),
  });
  if (script !== undefined) return { script, ...present({ fallback }), ...more };
  return Object.keys(more).length > 0 ? { queue: queue ?? '', ...more } : (queue ?? '');
}

function readRoute(values: Values, element: XmlElement): NumberRoute {
  const when = element.attributes.get('when');
  const compiled = when && compileRoute(when.slice);
  if (compiled && !compiled.ok) values.diagnostics.add(compiled.diagnostics);
  return {
    when: when?.value ?? '',
    queue: values.reference(element, 'queue', 'queue') ?? '',
    ...present({ priority: values.number(element, 'priority') }),
  };
}
