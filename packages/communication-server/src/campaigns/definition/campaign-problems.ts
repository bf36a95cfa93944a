import { goesIntoNextDay } from '../../calendar/calendar-definition.js';
import { ContactCentreErrors } from '../../errors.js';
import { type CallingHours, CallingWindow } from '../list/calling-window.js';
import { isKnownCountry } from '../list/read-number.js';
import type { CampaignDefinition } from './campaign-definition.js';

const TWO_SPANS = 'if that is meant, write two, to 24:00 and from 00:00';

/**
 * Says in sentences what is wrong with campaigns; an empty list means nothing.
 *
 * @param queues - the channels of the queues, by their ids
 */
export function campaignProblems(
  campaigns: readonly CampaignDefinition[],
  queues: ReadonlyMap<string, string>,
  gateways: ReadonlySet<string>,
): string[] {
  const ids = campaigns.map(({ id }) => id);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `there are two campaigns "${id}"`),
    ...campaigns.flatMap(({ id, queue, gateway, country, window }) => [
      ...queueProblems(queues.get(queue)).map(
        (problem) => `the campaign "${id}" leads to "${queue}", which ${problem}`,
      ),
      ...(gateways.has(gateway) ? [] : [`the campaign "${id}" dials through "${gateway}", which is no gateway`]),
      ...(isKnownCountry(country)
        ? []
        : [`the campaign "${id}" has the country "${country}"; a code of ISO 3166 such as GB is expected`]),
      ...windowProblems(window).map((problem) => `the window of the campaign "${id}": ${problem}`),
    ]),
  ];
}

/** Who is called hears an agent. */
function queueProblems(channel: string | undefined): readonly string[] {
  if (channel === undefined) return ['is no queue'];
  return channel === 'voice' ? [] : [`is for ${channel}: a campaign calls`];
}

/** What is wrong with the hours at which people may be called. */
function windowProblems(window: CampaignDefinition['window']): readonly string[] {
  try {
    const hours = window as CallingHours;
    new CallingWindow(hours);
    const spans = [...Object.values(hours.week), ...(hours.exceptions ?? []).map((day) => day.spans)].flat();
    return spans.filter(goesIntoNextDay).map(({ from, to }) => `${from} to ${to} is through the night; ${TWO_SPANS}`);
  } catch (thrown) {
    if (ContactCentreErrors.InvalidCalendar.is(thrown)) return thrown.data.problems;
    throw thrown;
  }
}
