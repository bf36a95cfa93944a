import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  AnswerRequest,
  AttachRequest,
  BranchRequest,
  CorrectRequest,
  Screen,
  StepRequest,
} from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { ApiFailure } from '../api/api-failure.js';
import { fileContent } from './file-content.js';

/** Where dialogs are led: by an agent, or by the customer himself. */
export type DialogBase = '/api/dialogs' | '/api/self-service/dialogs';

type Step =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'next' }
  | { readonly kind: 'back' }
  | { readonly kind: 'correct'; readonly entry: number }
  | { readonly kind: 'branch'; readonly branch: string };

/** How often is looked whether somebody else goes on with it, such as a customer who was given a link; in milliseconds. */
const LOOK_EVERY_MS = 4_000;

export const dialogKey = (base: DialogBase, dialog: string) => ['dialog', base, dialog] as const;

/**
 * Leads one dialog: its screen, and the steps from it. Each step carries the id of the screen it answers, so that a
 * double click or an old window counts once; whoever is behind is shown where the dialog stands.
 */
export function useDialog(base: DialogBase, dialog: string) {
  const queries = useQueryClient();
  const key = dialogKey(base, dialog);
  const address = `${base}/${encodeURIComponent(dialog)}`;
  const [lastAnswer, setLastAnswer] = useState<unknown>();
  const screen = useQuery({
    queryKey: key,
    queryFn: () => api.get<Screen>(address),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.state === 'open' && !isGone(state.error) ? LOOK_EVERY_MS : false),
    // What is asked in the background shall not talk into the work.
    meta: { quiet: true },
  });

  const step = useMutation({
    mutationFn: async (wanted: Step) => {
      const at = screen.data?.step ?? '';
      if (wanted.kind === 'answer' && wanted.value instanceof File) {
        const content = await fileContent(wanted.value);
        const request: AttachRequest = { step: at, name: wanted.value.name, content };
        return api.post<Screen>(`${address}/attach`, request);
      }
      switch (wanted.kind) {
        case 'answer':
          return api.post<Screen>(`${address}/answer`, { step: at, value: wanted.value } satisfies AnswerRequest);
        case 'correct':
          return api.post<Screen>(`${address}/correct`, { step: at, entry: wanted.entry } satisfies CorrectRequest);
        case 'branch':
          return api.post<Screen>(`${address}/branch`, { step: at, branch: wanted.branch } satisfies BranchRequest);
        default:
          return api.post<Screen>(`${address}/${wanted.kind}`, { step: at } satisfies StepRequest);
      }
    },
    // A look that is under way shall not put the step before in the place of the next.
    onMutate: () => queries.cancelQueries({ queryKey: key }),
    onSuccess: (next) => queries.setQueryData(key, next),
    onError: (cause) => {
      if (cause instanceof ApiFailure && (cause.status === 409 || isGone(cause)))
        void queries.invalidateQueries({ queryKey: key });
    },
  });

  const cancel = useMutation({
    mutationFn: () => api.post<object>(`${address}/cancel`),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });

  const take = (wanted: Step) => {
    if (!step.isPending) step.mutate(wanted);
  };
  return {
    address,
    screen: screen.data,
    failure: screen.error,
    /** It belongs to somebody else now; the screen is the last that was seen of it. */
    moved: screen.data !== undefined && isGone(screen.error),
    busy: step.isPending || cancel.isPending,
    /** What was sent last; to be sent again to confirm it. */
    lastAnswer,
    answer: (value: unknown) => {
      setLastAnswer(value);
      take({ kind: 'answer', value });
    },
    next: () => take({ kind: 'next' }),
    back: () => take({ kind: 'back' }),
    /** Goes back to a step of the trail that is shown. */
    correct: (entry: number) => take({ kind: 'correct', entry }),
    branch: (branch: string) => take({ kind: 'branch', branch }),
    cancel: () => cancel.mutateAsync(),
    /** Looks where it stands now. */
    look: () => screen.refetch(),
  };
}

/** A dialog of somebody else is answered like one that does not exist. */
function isGone(cause: Error | null): boolean {
  return cause instanceof ApiFailure && cause.status === 404;
}

export type DialogControls = ReturnType<typeof useDialog>;
