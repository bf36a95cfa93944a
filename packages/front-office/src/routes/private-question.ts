import { CarusoError } from '@caruso/core';
import type { DialogSummary, Screen } from '@caruso/script-engine/contract';
import type { Services } from './services.js';

/** A dialog, and the contact in which it is led. */
type Led = Pick<DialogSummary, 'dialog' | 'contact'>;

/** What came of a step; nothing is shown of a dialog that was given up. */
type Shown = Partial<Pick<Screen, 'step' | 'node'>>;

/**
 * Tells the contact centre where the dialog of a contact has come to: nothing is recorded while it asks a private question. That it asks
 * none any more may be told later, with the next step: a recording that stays paused shall not keep anybody from going on.
 */
export async function tellOfStep(
  { centre, log }: Pick<Services, 'centre' | 'log'>,
  { dialog, contact }: Led,
  shown: Shown,
): Promise<void> {
  const step = stepOfPrivateQuestion(shown);
  if (contact === undefined) return;
  if (step !== undefined) await centre.notePrivateQuestion({ contact, dialog, step });
  else
    await centre.notePrivateQuestion({ contact, dialog }).catch((thrown: unknown) => {
      log.error('That no private question is asked any more was not told; a recording stays paused', thrown, {
        contact,
      });
    });
}

/**
 * Tells the contact centre of a private question before anybody looks at it. A look says nothing else: one that took its time does not
 * know what was asked since.
 */
export async function tellOfLook(
  { centre }: Pick<Services, 'centre'>,
  { dialog, contact }: Led,
  shown: Shown,
): Promise<void> {
  const step = stepOfPrivateQuestion(shown);
  if (contact !== undefined && step !== undefined) await centre.notePrivateQuestion({ contact, dialog, step });
}

/** The contact in which an agent leads a dialog: its own, or the call that the agent is in, when it was begun without any. */
export async function contactOfDialog(
  { centre }: Pick<Services, 'centre'>,
  agent: string,
  { contact }: Pick<DialogSummary, 'contact'>,
): Promise<string | undefined> {
  if (contact !== undefined) return contact;
  try {
    const { contacts } = await centre.agent({ agent });
    return contacts.find(({ channel, state }) => channel === 'voice' && state === 'connected')?.contact;
  } catch (thrown) {
    // Users outlive the agents they were made for.
    if (CarusoError.is(thrown) && thrown.kind === 'not-found') return undefined;
    throw thrown;
  }
}

const stepOfPrivateQuestion = ({ step, node }: Shown) => (node?.question?.private ? step : undefined);
