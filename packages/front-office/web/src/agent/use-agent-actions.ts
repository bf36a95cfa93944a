import { useMutation } from '@tanstack/react-query';
import type {
  AgentView,
  AssignCustomerRequest,
  ConsultRequest,
  ContactView,
  ExtendWrapUpRequest,
  NotReadyRequest,
  RecordRequest,
  TransferRequest,
  WrapUpRequest,
} from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { ApiFailure } from '../api/api-failure.js';
import { notifyFailure, notifyRefusal } from '../api/notify-failure.js';

const at = (...parts: readonly string[]) => `/api/agent/${parts.map(encodeURIComponent).join('/')}`;

/**
 * What an agent can do. The answer of each action is taken as the newest view at once; the stream tells the same a
 * moment later.
 */
export function useAgentActions(state: AgentView['state'], onView: (view: AgentView) => void) {
  const action = useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body?: unknown }) => api.post<AgentView>(path, body),
    onSuccess: onView,
  });
  const end = useMutation({
    mutationFn: () => api.post<AgentView>(at('log-out')),
    meta: { quiet: true },
    onSuccess: onView,
    onError: (cause) => {
      const refused = cause instanceof ApiFailure && cause.status === 409;
      if (refused) notifyRefusal(beforeLogOut(state));
      else notifyFailure(cause);
    },
  });
  const assign = useMutation({
    mutationFn: ({ contact, customer }: { readonly contact: string; readonly customer: string }) =>
      api.post<ContactView>(at('contacts', contact, 'customer'), { customer } satisfies AssignCustomerRequest),
  });
  const run = (path: string, body?: unknown) => {
    if (!action.isPending) action.mutate(body === undefined ? { path } : { path, body });
  };
  return {
    busy: action.isPending || end.isPending || assign.isPending,
    startShift: () => run(at('log-in')),
    endShift: () => end.mutateAsync(),
    setReady: () => run(at('ready')),
    setNotReady: (reason: string) => run(at('not-ready'), { reason } satisfies NotReadyRequest),
    accept: (reservation: string) => run(at('offers', reservation, 'accept')),
    reject: (reservation: string) => run(at('offers', reservation, 'reject')),
    dialPreview: (attempt: string) => run(at('previews', attempt, 'dial')),
    skipPreview: (attempt: string) => run(at('previews', attempt, 'skip')),
    hangUp: (contact: string) => run(at('contacts', contact, 'hang-up')),
    hold: (contact: string) => run(at('contacts', contact, 'hold')),
    retrieve: (contact: string) => run(at('contacts', contact, 'retrieve')),
    transfer: (contact: string, to: TransferRequest['to']) =>
      run(at('contacts', contact, 'transfer'), { to } satisfies TransferRequest),
    consult: (contact: string, party: ConsultRequest['with']) =>
      run(at('contacts', contact, 'consult'), { with: party } satisfies ConsultRequest),
    cancelConsultation: (contact: string) => run(at('contacts', contact, 'cancel-consultation')),
    completeTransfer: (contact: string) => run(at('contacts', contact, 'complete-transfer')),
    joinConference: (contact: string) => run(at('contacts', contact, 'join-conference')),
    record: (contact: string, consent: RecordRequest['consent']) =>
      run(at('contacts', contact, 'record'), { consent } satisfies RecordRequest),
    pauseRecording: (contact: string) => run(at('contacts', contact, 'pause-recording')),
    resumeRecording: (contact: string) => run(at('contacts', contact, 'resume-recording')),
    stopRecording: (contact: string) => run(at('contacts', contact, 'stop-recording')),
    finishWrapUp: (contact: string, request: WrapUpRequest) => run(at('contacts', contact, 'wrap-up'), request),
    extendWrapUp: (contact: string, seconds: number) =>
      run(at('contacts', contact, 'extend-wrap-up'), { seconds } satisfies ExtendWrapUpRequest),
    assignCustomer: (contact: string, customer: string) => assign.mutate({ contact, customer }),
  };
}

/** What has to be done before the shift can end. */
function beforeLogOut(state: AgentView['state']): string {
  if (state === 'wrap-up') return 'Finish the wrap-up first.';
  return state === 'reserved' ? 'Take or reject the contact first.' : 'Finish the conversation first.';
}

export type AgentActions = ReturnType<typeof useAgentActions>;
