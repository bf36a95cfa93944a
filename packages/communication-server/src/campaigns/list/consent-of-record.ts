import type { BusinessObjects } from '@caruso/business-objects/contract';
import type { Stub } from '@caruso/core';
import { ContactCentreErrors } from '../../errors.js';
import type { CampaignDefinition } from '../definition/campaign-definition.js';
import type { CampaignRecord } from './campaign-record.js';

/**
 * Whether somebody may still be called, as the business objects say now. Where the list comes from elsewhere, what it said when
 * it was loaded holds.
 *
 * @throws ContactCentreErrors.UnreadableList when nobody can be asked
 */
export async function mayStillBeCalled(
  objects: Stub<typeof BusinessObjects> | undefined,
  { list }: Pick<CampaignDefinition, 'list'>,
  { customer }: Pick<CampaignRecord, 'customer'>,
): Promise<boolean> {
  if (list === undefined || !('object' in list) || list.purpose === undefined || customer === undefined) return true;
  const { object, purpose, channel = 'phone' } = list;
  if (!objects) throw new ContactCentreErrors.UnreadableList({ file: object, problem: NO_OBJECTS });
  const agreed = await objects.consented({ object, keys: [customer], purpose, channel });
  return agreed.includes(customer);
}

export const NO_OBJECTS = 'the assembly has no business objects';
