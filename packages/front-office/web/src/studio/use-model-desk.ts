import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useReducer, useRef, useState } from 'react';
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
import { moveHistory, startHistory } from './history.js';
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
  const desk = useId();
  const [stored, setStored] = useState(opened.documents);
  const [history, move] = useReducer(moveHistory<Texts>, startHistory(textsOf(opened.documents)));
  const [conflict, setConflict] = useState<DocumentConflict>();
  const lastTyped = useRef({ name: '', at: 0 });
  const { present: texts } = history;
  const drafts = useMemo(() => draftsOf(stored, texts), [stored, texts]);

  // All of them, so that what is checked and edited is what is seen here, also when somebody else has saved meanwhile.
  const seen = useMemo(() => stored.map((each) => ({ ...each, text: texts[each.name] ?? each.text })), [stored, texts]);
  const [settled] = useDebouncedValue({ seen, version: history.version }, TYPING_MS);
  const keyOf = (version: number) => ['review', desk, version];
  // What came with an edit is known at once; what is typed is checked when it has settled.
  const isKnown = client.getQueryData(keyOf(history.version)) !== undefined;
  const checked = isKnown ? history.version : settled.version;
  const review = useQuery({
    queryKey: keyOf(checked),
    queryFn: () => api.post<ModelReview>(`${pathOf(model)}/review`, { drafts: settled.seen } satisfies DraftsRequest),
    ...(checked === 0 ? { initialData: opened.review } : {}),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

  const change = (to: Texts, known?: ModelReview) => {
    if (known) client.setQueryData(keyOf(history.version + 1), known);
    move({ to });
  };
  const edit = useMutation({
    mutationFn: ({ column, target }: { readonly column: ChosenColumn; readonly target: ChosenTarget }) =>
      api.post<EditedModel>(`${pathOf(model)}/edit`, {
        drafts: seen,
        edit: editFor(column, target),
      } satisfies EditRequest),
    onSuccess: ({ changed, review: known }) => change({ ...texts, ...textsOf(changed) }, known),
  });
  const save = useMutation({
    mutationFn: () => api.post<OpenedModel>(`${pathOf(model)}/save`, { drafts } satisfies DraftsRequest),
    meta: { quiet: true },
    onSuccess: ({ documents }) => {
      setStored(documents);
      // What somebody else has saved of other documents is seen from here on.
      const fresh = documents.filter(
        ({ name, text }) => drafts.every((draft) => draft.name !== name) && texts[name] !== text,
      );
      if (fresh.length > 0) change({ ...texts, ...textsOf(fresh) });
    },
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
    isChecked: checked === history.version && !review.isFetching,
    edit,
    save,
    conflict,
    step: (step: 'undo' | 'redo') => {
      if (!edit.isPending) move(step);
    },
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
