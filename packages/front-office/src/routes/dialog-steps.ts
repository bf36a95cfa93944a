import type { CallOptions, Stub } from '@caruso/core';
import type { DialogSummary, Dialogs, Screen } from '@caruso/script-engine/contract';
import { z } from 'zod';
import type { AnswerRequest, AttachRequest, BranchRequest, CorrectRequest, StepRequest } from '../api-types.js';
import { FrontOfficeErrors } from '../errors.js';
import { sendFile } from '../http/download.js';
import type { Limits } from '../http/limits.js';
import { params, type Route, route } from '../http/route.js';
import { actorOf } from '../session/identity.js';
import type { Session } from '../session/sessions.js';
import { tellOfLook, tellOfStep } from './private-question.js';
import type { Services } from './services.js';

const step = z.string().min(1).max(200);
const Step: z.ZodType<StepRequest> = z.object({ step });
const Answer: z.ZodType<AnswerRequest> = z.object({ step, value: z.unknown() });
/** The largest file in base64, and what stands around it. */
const ATTACH_LIMIT = 14_100_000;
const Attach: z.ZodType<AttachRequest> = z.object({ step, name: z.string().max(1_000), content: z.string() });
const Correct: z.ZodType<CorrectRequest> = z.object({ step, entry: z.int().min(0) });
const Branch: z.ZodType<BranchRequest> = z.object({ step, branch: z.string().min(1).max(200) });

/** How the dialogs under a path differ from those under another. */
export interface DialogSide {
  readonly at: '/api/dialogs' | '/api/self-service/dialogs';
  /** Where it is read: what is private on another is not shown. */
  readonly channel: 'agent' | 'web';
  /** Whose dialogs the session may touch. */
  readonly owner: (session: Session | null) => string;
  /** The call in which a dialog without a contact is led. */
  readonly callOf: (session: Session | null) => Promise<string | undefined>;
  /** Told of each dialog that has come to its end, and of the queue that is to go on with the customer. */
  readonly ended: (dialog: DialogSummary, handover: string | undefined) => Promise<void>;
}

/**
 * The dialog of this owner. A dialog of somebody else is answered like one that does not exist.
 *
 * @throws FrontOfficeErrors.NoSuchDialog
 */
export async function ownDialog(dialogs: Stub<typeof Dialogs>, owner: string, dialog: string): Promise<DialogSummary> {
  const wanted = (summary: DialogSummary) => summary.dialog === dialog && summary.owner === owner;
  const found =
    (await dialogs.list({ owner, state: 'open', limit: 200 })).find(wanted) ??
    (await dialogs.list({ owner, limit: 200 })).find(wanted);
  if (!found) throw new FrontOfficeErrors.NoSuchDialog({ dialog });
  return found;
}

/** Showing a dialog and going on with it, the same for agents and for self-service. */
export function dialogSteps(
  services: Pick<Services, 'centre' | 'dialogs' | 'log'>,
  limits: Limits,
  { at, channel, owner, callOf, ended }: DialogSide,
): Route[] {
  const { dialogs } = services;
  const ofDialog = params('dialog');

  /** Does something with the session's own dialog, and notices when the dialog is over with it. */
  const act = async <T extends Partial<Pick<Screen, 'state' | 'handover' | 'step' | 'node'>>>(
    session: Session | null,
    dialog: string,
    action: (who: string, as: CallOptions) => Promise<T>,
    tell = tellOfStep,
  ): Promise<T> => {
    const who = owner(session);
    const summary = await ownDialog(dialogs, who, dialog);
    const result = await action(who, { actor: actorOf(session) });
    await tell(services, { ...summary, call: () => callOf(session) }, result);
    if (result.state !== 'open') await ended(summary, result.handover);
    return result;
  };

  return [
    route(`GET ${at}/:dialog`, { params: ofDialog }, ({ session, params }) =>
      act(session, params.dialog, (_, as) => dialogs.show(params, as), tellOfLook),
    ),
    route(`POST ${at}/:dialog/answer`, { params: ofDialog, body: Answer }, ({ session, params, body }) =>
      act(session, params.dialog, (who, as) => dialogs.answer({ ...params, ...body, who }, as)),
    ),
    route(
      `POST ${at}/:dialog/attach`,
      { params: ofDialog, body: Attach, bodyLimit: ATTACH_LIMIT },
      async ({ session, params, body, request }) => {
        await limits.files(request);
        return act(session, params.dialog, (who, as) => dialogs.attach({ ...params, ...body, who }, as));
      },
    ),
    route(`GET ${at}/:dialog/files/:file`, { params: params('dialog', 'file') }, async ({ session, params, reply }) => {
      await ownDialog(dialogs, owner(session), params.dialog);
      return sendFile(reply, await dialogs.file({ ...params, channel }));
    }),
    route(`POST ${at}/:dialog/next`, { params: ofDialog, body: Step }, ({ session, params, body }) =>
      act(session, params.dialog, (who, as) => dialogs.next({ ...params, ...body, who }, as)),
    ),
    route(`POST ${at}/:dialog/back`, { params: ofDialog, body: Step }, ({ session, params, body }) =>
      act(session, params.dialog, (who, as) => dialogs.back({ ...params, ...body, who }, as)),
    ),
    route(`POST ${at}/:dialog/correct`, { params: ofDialog, body: Correct }, ({ session, params, body }) =>
      act(session, params.dialog, (who, as) => dialogs.correct({ ...params, ...body, who }, as)),
    ),
    route(`POST ${at}/:dialog/branch`, { params: ofDialog, body: Branch }, ({ session, params, body }) =>
      act(session, params.dialog, (who, as) => dialogs.branch({ ...params, ...body, who }, as)),
    ),
    route(`POST ${at}/:dialog/cancel`, { params: ofDialog }, ({ session, params }) =>
      act(session, params.dialog, (who, as) => dialogs.cancel({ ...params, who }, as)),
    ),
  ];
}
