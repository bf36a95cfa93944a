import { CarusoError } from '@caruso/core';
import type { DialogSummary, Screen } from '@caruso/script-engine/contract';
import type { Services } from './services.js';

/** A dialog and its contact. One that has none may be led in the call of an agent, which is looked up. */
interface Led extends Pick<DialogSummary, 'dialog' | 'contact'> {
  readonly call?: () => Promise<string | undefined>;
}

/** What came of a step; nothing is shown of a dialog that was given up. */
type Shown = Partial<Pick<Screen, 'step' | 'node'>>;

type Told = Pick<Services, 'centre' | 'dialogs' | 'log'>;

/**
 * Tells the contact centre where the dialog of a contact has come to: nothing is recorded while it asks a private question. That it asks
 * none any more may be told later, with the next step: the step counts, and a recording that stays paused shall not keep anybody from
 * going on.
 */
export async function tellOfStep(services: Told, led: Led, shown: Shown): Promise<void> {
  const step = stepOfPrivateQuestion(shown);
  if (step !== undefined) return tellOfQuestion(services, led, step);
  const { centre, log } = services;
  const { dialog } = led;
  try {
    const contact = await contactOf(led);
    if (contact !== undefined) await centre.notePrivateQuestion({ contact, dialog });
  } catch (thrown) {
    log.error('That no private question is asked any more was not told; a recording stays paused', thrown, { dialog });
  }
}

/**
 * Tells the contact centre of a private question before anybody looks at it. A look says nothing else: one that took its time does not
 * know what was asked since.
 */
export async function tellOfLook(services: Told, led: Led, shown: Shown): Promise<void> {
  const step = stepOfPrivateQuestion(shown);
  if (step !== undefined) await tellOfQuestion(services, led, step);
}

/** The call that an agent is in. */
export async function callOfAgent({ centre }: Pick<Services, 'centre'>, agent: string): Promise<string | undefined> {
  try {
    const { contacts } = await centre.agent({ agent });
    return contacts.find(({ channel, state }) => channel === 'voice' && state === 'connected')?.contact;
  } catch (thrown) {
    // Users outlive the agents they were made for.
    if (CarusoError.is(thrown) && thrown.kind === 'not-found') return undefined;
    throw thrown;
  }
}

/** Throws when it cannot be told, so that the question is not shown, unless nothing can be recorded. */
async function tellOfQuestion({ centre, dialogs, log }: Told, led: Led, step: string): Promise<void> {
  const { dialog } = led;
  try {
    const contact = await contactOf(led);
    if (contact !== undefined) await centre.notePrivateQuestion({ contact, dialog, step });
  } catch (thrown) {
    if (!(await isWritten(dialogs, led))) throw thrown;
    log.error('A private question was not told; nothing of its contact is recorded', thrown, { dialog });
  }
}

const contactOf = async ({ contact, call }: Led): Promise<string | undefined> => contact ?? call?.();

/** Whether the contact of a dialog is not spoken: one that began in writing was opened for it, or is the chat it began in. */
async function isWritten(dialogs: Services['dialogs'], { dialog, contact }: Led): Promise<boolean> {
  if (contact === undefined) return false;
  const [begun] = await dialogs.history({ dialog });
  return begun?.channel === 'web' || begun?.channel === 'chat';
}

const stepOfPrivateQuestion = ({ step, node }: Shown) => (node?.question?.private ? step : undefined);
