import { type BusinessCalendar, openCalendar } from '../calendar/business-calendar.js';
import type { CommunicationServerOptions } from '../options.js';
import { present } from '../present.js';
import type { ContactCentreConfiguration } from './contact-centre-configuration.js';

const OFFER_TIMEOUT_MS = 20_000;

/** The options that routing follows from. */
export type DecisiveOptions = Pick<
  CommunicationServerOptions,
  'agents' | 'queues' | 'notReadyReasons' | 'offerTimeoutMs' | 'ageing' | 'calendars' | 'campaigns'
>;

/** Takes them out of all options, without the telephones of agents, by which nothing is routed. */
export function decisiveOptions(options: CommunicationServerOptions): DecisiveOptions {
  const { agents, queues, notReadyReasons, offerTimeoutMs, ageing, calendars, campaigns } = options;
  return {
    ...{ agents: agents.map(({ phone: _, ...agent }) => agent), queues },
    ...present({ notReadyReasons, offerTimeoutMs, ageing, calendars, campaigns }),
  };
}

/**
 * What a contact centre with these options consists of, with its calendars open.
 *
 * @throws ContactCentreErrors.InvalidCalendar, ContactCentreErrors.UnknownHolidayRegion
 */
export async function openConfiguration(options: DecisiveOptions): Promise<ContactCentreConfiguration> {
  const calendars = new Map<string, BusinessCalendar>();
  for (const [name, definition] of Object.entries(options.calendars ?? {}))
    calendars.set(name, await openCalendar(definition));
  return { ...unopened(options), calendars };
}

/** The same before its calendars are open. */
export function unopened(options: DecisiveOptions): ContactCentreConfiguration {
  const { agents, queues, notReadyReasons = [], offerTimeoutMs = OFFER_TIMEOUT_MS, ageing } = options;
  const { campaigns = [] } = options;
  const known = { agents, queues, notReadyReasons, offerTimeoutMs, campaigns };
  return { ...known, ...(ageing === undefined ? {} : { ageing }) };
}
