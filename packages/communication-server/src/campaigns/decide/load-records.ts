import type { EventPayload } from '../../contract.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import { type CheckedList, checkList, type ListRow } from '../list/check-list.js';
import type { CampaignCommandOf } from './campaign-command.js';
import { type DefinedCampaign, definedCampaign } from './running-campaign.js';

/**
 * What of a part of a list can be dialled. Rows of which the campaign has records are left out, so a list may be read again after it
 * has grown or an outage; one that could not be dialled then is looked at again. A number that another record has is a duplicate.
 */
export function checkRows(
  state: ContactCentreState,
  campaign: DefinedCampaign,
  rows: readonly ListRow[],
  now: number,
): CheckedList {
  const { id, definition, records } = campaign;
  const fresh = rows.filter((row) => records.get(row.id) === undefined);
  const { country, consent = 'not-refused' } = definition;
  return checkList(fresh, { campaign: id, country, consent, dnc: state.campaigns.dnc, taken: records.owners }, now);
}

const WITHDRAWN = 'no consent any more';

/**
 * Whoever agreed when the list was read before, and does not any more, is not called any more. A record in the hand of an agent or a
 * line is not closed under it: its numbers are barred, so that it is neither dialled nor called again.
 */
function withdrawn(
  { campaigns }: ContactCentreState,
  { id, definition, records }: DefinedCampaign,
  { id: row, consent }: ListRow,
  now: number,
): readonly EventPayload[] {
  const record = records.get(row);
  const refuses = definition.consent === 'asked' ? consent !== true : consent === false;
  if (!refuses || !record || record.state.name === 'closed') return [];
  const { numbers, state } = record;
  if (state.name === 'dialling')
    return numbers
      .filter((phone) => !campaigns.dnc.forbids(phone, id, now))
      .map((phone) => ({ type: 'dnc-added', phone, source: WITHDRAWN, scope: { campaign: id } }));
  return numbers.map((phone, place) => ({
    type: 'number-barred',
    campaign: id,
    record: row,
    phone,
    source: WITHDRAWN,
    left: numbers.length - 1 - place,
  }));
}

export function loadRecords(
  state: ContactCentreState,
  { campaign: id, list, rows }: CampaignCommandOf<'load-records'>,
  now: number,
): readonly EventPayload[] {
  const campaign = definedCampaign(state, id);
  const { records, excluded } = checkRows(state, campaign, rows, now);
  const loaded = new Set(records.map((record) => record.id));
  const news = excluded.filter((row) => loaded.has(row.id) || campaign.excluded.get(row.id) !== row.because);
  return [
    ...rows.flatMap((row) => withdrawn(state, campaign, row, now)),
    ...records.map(
      ({ id: record, numbers, customer }): EventPayload => ({
        type: 'record-loaded',
        campaign: id,
        record,
        phones: [...numbers],
        ...(customer === undefined ? {} : { customer }),
      }),
    ),
    {
      type: 'list-read',
      campaign: id,
      list,
      records: records.length,
      excluded: news.map(({ id: record, because }) => ({ record, because })),
    },
  ];
}
