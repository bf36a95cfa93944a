import { ContactCentreErrors } from '@caruso/communication-server';
import type { ContactCentre, ContactView } from '@caruso/communication-server/contract';
import type { Stub } from '@caruso/core';

/** @throws ContactCentreErrors.UnknownContact */
export async function findContact(centre: Stub<typeof ContactCentre>, contact: string): Promise<ContactView> {
  const [found] = await centre.contacts({ contact });
  if (found) return found;
  throw new ContactCentreErrors.UnknownContact({ contact });
}
