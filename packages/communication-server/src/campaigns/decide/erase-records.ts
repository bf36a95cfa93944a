import type { EventPayload } from '../../contract.js';
import { present } from '../../present.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import { isErased, type RecordOfCampaign } from '../list/campaign-record.js';
import type { CampaignCommandOf } from './campaign-command.js';

/** The numbers of records go, and nobody is called by them any more. What must not be called stays barred. */
export function eraseRecords(
  state: ContactCentreState,
  { records, by }: CampaignCommandOf<'erase-records'>,
): readonly EventPayload[] {
  return records.flatMap((each): EventPayload[] => {
    const record = state.campaigns.get(each.campaign)?.records.get(each.record);
    if (!record || isErased(record) || isInHand(state, each)) return [];
    const wasOpen = record.state.name === 'open' || undefined;
    return [{ type: 'record-erased', campaign: each.campaign, record: each.record, by, ...present({ wasOpen }) }];
  });
}

/** Whether an agent looks at a record, it is being called, or the conversation with the called is not over. */
export function isInHand({ campaigns, contacts }: ContactCentreState, { campaign, record }: RecordOfCampaign): boolean {
  for (const attempt of campaigns.get(campaign)?.attempts.values() ?? []) if (attempt.record === record) return true;
  for (const { attempt } of contacts.open) if (attempt?.campaign === campaign && attempt.record === record) return true;
  return false;
}
