import { ContactCentreErrors } from '../../errors.js';
import { CallingWindow } from '../list/calling-window.js';
import { isKnownCountry } from '../list/read-number.js';
import type { CampaignDefinition } from './campaign-definition.js';

/** Says in sentences what is wrong with campaigns; an empty list means nothing. */
export function campaignProblems(
  campaigns: readonly CampaignDefinition[],
  queues: ReadonlySet<string>,
  gateways: ReadonlySet<string>,
): string[] {
  const ids = campaigns.map(({ id }) => id);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `there are two campaigns "${id}"`),
    ...campaigns.flatMap(({ id, queue, gateway, country, window }) => [
      ...(queues.has(queue) ? [] : [`the campaign "${id}" leads to "${queue}", which is no queue`]),
      ...(gateways.has(gateway) ? [] : [`the campaign "${id}" dials through "${gateway}", which is no gateway`]),
      ...(isKnownCountry(country)
        ? []
        : [`the campaign "${id}" has the country "${country}"; a code of ISO 3166 such as GB is expected`]),
      ...windowProblems(window).map((problem) => `the window of the campaign "${id}": ${problem}`),
    ]),
  ];
}

/** What is wrong with the hours at which people may be called. */
function windowProblems(window: CampaignDefinition['window']): readonly string[] {
  try {
    new CallingWindow(window as ConstructorParameters<typeof CallingWindow>[0]);
    return [];
  } catch (thrown) {
    if (ContactCentreErrors.InvalidCalendar.is(thrown)) return thrown.data.problems;
    throw thrown;
  }
}
