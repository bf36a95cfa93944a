import { isWritten } from '../../configuration/queue-definition.js';
import type { EventPayload } from '../../contract.js';
import type { ContactCentreState } from '../../state/contact-centre-state.js';
import type { ContactRecord, PayloadOf } from '../../state/records.js';
import type { DispositionFlags } from '../campaign-event.js';
import type { CampaignRecord, RecordState } from '../list/campaign-record.js';
import { readNumber } from '../list/read-number.js';
import { finishAttempt } from '../list/retry.js';
import { policyOf } from './running-campaign.js';

/** What a disposition means: for the record of a campaign, and for whoever does not want to be called any more. */
export function evaluateAttempt(
  state: ContactCentreState,
  { contact: id, flags }: PayloadOf<'disposition-set'>,
  now: number,
): readonly EventPayload[] {
  const contact = state.contact(id);
  const barred = (flags.dnc ? numbersOf(state, contact) : []).map(
    (phone): EventPayload => ({ type: 'dnc-added', phone, source: 'customer', scope: 'all' }),
  );
  const made = contact.attempt;
  const campaign = made && state.campaigns.get(made.campaign);
  const record = made && campaign?.records.get(made.record);
  if (!made || !campaign || !record || record.attempts.at(-1)?.outcome !== 'answered') return barred;
  const isMachine = flags.live === false;
  const { next, becomes } = isMachine
    ? afterMachine(record, flags, policyOf(campaign), now)
    : afterTalk(record, flags, now);
  return [
    ...barred,
    {
      type: 'attempt-evaluated',
      ...made,
      outcome: isMachine ? 'machine' : 'answered',
      // Who agreed was spoken to: an effectiveness is a share of direct contacts.
      direct: !isMachine && (flags.direct === true || flags.success === true),
      success: !isMachine && flags.success === true,
      next,
      becomes,
    },
  ];
}

/** As campaigns know the number of somebody: who calls is often shown as it is written in the country, `030…` or `0049…`. */
function numbersOf({ campaigns }: ContactCentreState, { from, channel }: ContactRecord): readonly string[] {
  if (isWritten(channel)) return [from];
  const countries = [...campaigns].flatMap(({ definition }) => definition?.country ?? []);
  const numbers = countries.flatMap((country) => {
    const read = readNumber(from, country);
    return 'number' in read ? [read.number] : [];
  });
  return numbers.length > 0 ? [...new Set(numbers)] : [from];
}

type Closed = Extract<RecordState, { name: 'closed' }>;
type Next = { readonly next: number; readonly becomes: Exclude<RecordState, { name: 'dialling' }> };

const SPOKEN_TO: Closed = { name: 'closed', because: 'spoken-to' };

function afterTalk(record: CampaignRecord, { dnc, closes, retry }: DispositionFlags, now: number): Next {
  if (dnc) return { next: record.next, becomes: { name: 'closed', because: 'do-not-call' } };
  if (closes || retry === undefined) return { next: record.next, becomes: SPOKEN_TO };
  return { next: record.next, becomes: { name: 'open', notBefore: now + retry * 1_000 } };
}

/** As if the gateway had told that it was one. */
function afterMachine(
  record: CampaignRecord,
  { closes }: DispositionFlags,
  policy: ReturnType<typeof policyOf>,
  now: number,
): Next {
  const before: CampaignRecord = { ...record, attempts: record.attempts.slice(0, -1), state: { name: 'dialling' } };
  const { next, state } = finishAttempt(before, 'machine', now, policy);
  return { next, becomes: closes || state.name === 'dialling' ? SPOKEN_TO : state };
}
