interface RecordOfCampaign {
  readonly campaign: string;
  readonly record: string;
}

interface Erased {
  readonly erased: readonly string[];
  readonly open: readonly string[];
  readonly records: readonly RecordOfCampaign[];
  readonly openRecords: readonly RecordOfCampaign[];
}

/**
 * What became of the contacts of somebody who is erased, and of the records of campaigns.
 *
 * @param whose - such as `with the customer 4711`
 */
export function erasureLines({ erased, open, records, openRecords }: Erased, whose: string): string[] {
  const contacts = erased.length + open.length;
  const all = records.length + openRecords.length;
  if (contacts + all === 0) return [`There are no contacts ${whose}, and no records of campaigns.`];
  const left = [...open, ...openRecords.map(({ campaign, record }) => `record ${record} of ${campaign}`)];
  return [
    ...(contacts > 0 ? [`erased  ${erased.length} of ${contacts} contacts ${whose}`] : []),
    ...(all > 0 ? [`erased  ${records.length} of ${all} records of campaigns`] : []),
    ...left.map((one) => `left    ${one}: it is not over; give this command again afterwards`),
  ];
}
