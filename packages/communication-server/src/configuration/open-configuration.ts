import { type BusinessCalendar, openCalendar } from '../calendar/business-calendar.js';
import type { CommunicationServerOptions } from '../options.js';
import type { ContactCentreConfiguration } from './contact-centre-configuration.js';

const OFFER_TIMEOUT_MS = 20_000;

/**
 * What a contact centre with these options consists of, with its calendars open.
 *
 * @throws ContactCentreErrors.InvalidCalendar, ContactCentreErrors.UnknownHolidayRegion
 */
export async function openConfiguration(options: CommunicationServerOptions): Promise<ContactCentreConfiguration> {
  const calendars = new Map<string, BusinessCalendar>();
  for (const [name, definition] of Object.entries(options.calendars ?? {}))
    calendars.set(name, await openCalendar(definition));
  return { ...unopened(options), calendars };
}

/** The same before its calendars are open. */
export function unopened(options: CommunicationServerOptions): ContactCentreConfiguration {
  const { agents, queues, notReadyReasons = [], offerTimeoutMs = OFFER_TIMEOUT_MS, ageing } = options;
  const { campaigns = [] } = options;
  const known = { agents, queues, notReadyReasons, offerTimeoutMs, campaigns };
  return { ...known, ...(ageing === undefined ? {} : { ageing }) };
}
