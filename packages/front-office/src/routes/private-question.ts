import type { ContactCentre } from '@caruso/communication-server/contract';
import type { Stub } from '@caruso/core';
import type { DialogSummary, Screen } from '@caruso/script-engine/contract';

/** What came of a step; nothing is shown of a dialog that was given up. */
type Shown = Partial<Pick<Screen, 'step' | 'node'>>;

/** Tells the contact centre where the dialog of a contact has come to: nothing is recorded while it asks a private question. */
export async function tellOfStep(
  centre: Stub<typeof ContactCentre>,
  dialog: Pick<DialogSummary, 'dialog' | 'contact'>,
  shown: Shown,
): Promise<void> {
  await tell(centre, dialog, stepOfPrivateQuestion(shown));
}

/**
 * Tells the contact centre of a private question before anybody looks at it. A look says nothing else: one that took its time does not
 * know what was asked since.
 */
export async function tellOfLook(
  centre: Stub<typeof ContactCentre>,
  dialog: Pick<DialogSummary, 'dialog' | 'contact'>,
  shown: Shown,
): Promise<void> {
  const step = stepOfPrivateQuestion(shown);
  if (step !== undefined) await tell(centre, dialog, step);
}

async function tell(
  centre: Stub<typeof ContactCentre>,
  { dialog, contact }: Pick<DialogSummary, 'dialog' | 'contact'>,
  step: string | undefined,
): Promise<void> {
  if (contact !== undefined)
    await centre.notePrivateQuestion({ contact, dialog, ...(step === undefined ? {} : { step }) });
}

const stepOfPrivateQuestion = ({ step, node }: Shown) => (node?.question?.private ? step : undefined);
