import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useReducer, useRef, useState } from 'react';
import type {
  DocumentConflict,
  DraftsRequest,
  EditedModel,
  EditRequest,
  ModelReview,
  OpenedModel,
} from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { ApiFailure } from '../api/api-failure.js';
import { draftsOf, type Texts, textsOf } from './documents.js';
import { type HistoryStep, moveHistory, startHistory } from './history.js';
import { type ChosenColumn, type ChosenTarget, editFor } from './selection.js';

/** How long nothing is typed before a text is checked. */
const TYPING_MS = 350;
/** Letters that follow each other within this time are undone together. */
const WORD_MS = 1_000;

const pathOf = (model: string) => `/api/studio/models/${encodeURIComponent(model)}`;

/** What lies on the desk of whoever changes a model: its texts with their history, the check of them, and what is saved. */
export function useModelDesk(opened: OpenedModel) {
  const { model } = opened;
  const client = useQueryClient();
  const [stored, setStored] = useState(opened.documents);
  const [history, move] = useReducer(moveHistory<Texts>, startHistory(textsOf(opened.documents)));
  const [conflict, setConflict] = useState<DocumentConflict>();
  const lastTyped = useRef({ name: '', at: 0 });
  const { present: texts } = history;
  const drafts = useMemo(() => draftsOf(stored, texts), [stored, texts]);

  const [settled] = useDebouncedValue({ drafts, version: history.version }, TYPING_MS);
  const keyOf = (version: number) => ['review', model, opened.documents, version];
  const review = useQuery({
    queryKey: keyOf(settled.version),
    queryFn: () => api.post<ModelReview>(`${pathOf(model)}/review`, { drafts: settled.drafts } satisfies DraftsRequest),
    ...(settled.version === 0 ? { initialData: opened.review } : {}),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

  const change = (to: Texts, known?: ModelReview) => {
    if (known) client.setQueryData(keyOf(history.version + 1), known);
    move({ to });
  };
  const edit = useMutation({
    mutationFn: ({ column, target }: { readonly column: ChosenColumn; readonly target: ChosenTarget }) =>
      api.post<EditedModel>(`${pathOf(model)}/edit`, { drafts, edit: editFor(column, target) } satisfies EditRequest),
    onSuccess: ({ drafts: changed, review: known }) => change({ ...textsOf(stored), ...textsOf(changed) }, known),
  });
  const save = useMutation({
    mutationFn: () => api.post<OpenedModel>(`${pathOf(model)}/save`, { drafts } satisfies DraftsRequest),
    meta: { quiet: true },
    onSuccess: ({ documents }) => setStored(documents),
    onError: (failure) => {
      if (failure instanceof ApiFailure && failure.status === 409) setConflict(failure.data as DocumentConflict);
    },
  });

  return {
    model,
    stored,
    texts,
    drafts,
    history,
    review,
    /** Whether what is shown of the model is that of the present texts. */
    isChecked: settled.version === history.version && !review.isFetching,
    edit,
    save,
    conflict,
    step: (step: HistoryStep<Texts>) => move(step),
    type(name: string, text: string, now: number) {
      const joined = lastTyped.current.name === name && now - lastTyped.current.at < WORD_MS;
      lastTyped.current = { name, at: now };
      move({ to: { ...texts, [name]: text }, joined });
    },
    /** Ends a conflict: what is there now is what is changed from here on. */
    settle(take: 'theirs' | 'mine') {
      if (!conflict) return;
      const { document, current } = conflict;
      setStored(stored.map((each) => (each.name === document ? { ...each, ...current } : each)));
      if (take === 'theirs') change({ ...texts, [document]: current.text });
      setConflict(undefined);
      save.reset();
    },
  };
}

export type ModelDesk = ReturnType<typeof useModelDesk>;
