import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useReducer, useRef, useState } from 'react';
import type {
  ChangedScript,
  DialogMigration,
  DocumentConflict,
  EditedScript,
  ElementPath,
  OpenedScript,
  ScriptEdit,
  ScriptEditRequest,
  ScriptReview,
  StoredScriptFile,
} from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { ApiFailure } from '../api/api-failure.js';
import { moveHistory, startHistory } from '../studio/history.js';

/** How long nothing is typed before a text is checked. */
const TYPING_MS = 350;
/** Letters that follow each other within this time are undone together. */
const WORD_MS = 1_000;

export const pathOfScript = (name: string) => `/api/studio/scripts/${encodeURIComponent(name)}`;

/** What lies on the desk of an author: the text with its one history, whichever side changed it, its check, and what is saved. */
export function useScriptDesk(opened: OpenedScript) {
  const { name } = opened;
  const address = pathOfScript(name);
  const client = useQueryClient();
  const [stored, setStored] = useState<StoredScriptFile>(opened);
  const [history, move] = useReducer(moveHistory<string>, startHistory(opened.text));
  const [conflict, setConflict] = useState<DocumentConflict>();
  const lastTyped = useRef(0);
  const { present: text } = history;

  const [settled] = useDebouncedValue(text, TYPING_MS);
  // By the text, so that what is undone is known at once.
  const keyOf = (of: string) => ['script-review', name, of];
  const isKnown = text === opened.text || client.getQueryData(keyOf(text)) !== undefined;
  const checked = isKnown ? text : settled;
  const review = useQuery({
    queryKey: keyOf(checked),
    queryFn: () => api.post<ScriptReview>(`${address}/review`, { text: checked }),
    ...(checked === opened.text ? { initialData: opened.review } : {}),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isChecked = checked === text && !review.isFetching;
  // While the text cannot be read, the last picture stays.
  const [picture, setPicture] = useState(opened.review.picture);
  if (review.data?.picture && review.data.picture !== picture) setPicture(review.data.picture);

  const edit = useMutation({
    mutationFn: (wanted: ScriptEdit) =>
      api.post<EditedScript>(`${address}/edit`, { text, edit: wanted } satisfies ScriptEditRequest),
    onSuccess: (edited) => {
      if (edited.text === text) return;
      client.setQueryData(keyOf(edited.text), edited.review);
      move({ to: edited.text });
    },
  });
  const onError = (failure: Error) => {
    if (failure instanceof ApiFailure && failure.status === 409) setConflict(failure.data as DocumentConflict);
  };
  const save = useMutation({
    mutationFn: () =>
      api.post<StoredScriptFile>(`${address}/save`, { text, hash: stored.hash } satisfies ChangedScript),
    onSuccess: setStored,
    onError,
  });
  const publish = useMutation({
    mutationFn: async (as: string) => {
      const raised = await api.post<EditedScript>(`${address}/edit`, {
        text,
        edit: { set: { path: [], name: 'version', value: as } },
      } satisfies ScriptEditRequest);
      const request: ChangedScript = { text: raised.text, hash: stored.hash };
      return { raised, stored: await api.post<StoredScriptFile>(`${address}/publish`, request) };
    },
    meta: { quiet: true },
    onSuccess: ({ raised, stored: published }) => {
      if (raised.text !== text) {
        client.setQueryData(keyOf(raised.text), raised.review);
        move({ to: raised.text });
      }
      setStored(published);
      void client.invalidateQueries({ queryKey: ['script-versions', name] });
    },
    onError,
  });

  const migrate = useMutation({ mutationFn: () => api.post<DialogMigration[]>(`${address}/migrate`, {}) });

  return {
    name,
    address,
    stored,
    text,
    history,
    review,
    isChecked,
    picture,
    edit,
    save,
    publish,
    migrate,
    conflict,
    isChanged: text !== stored.text,
    /** Whether elements can be changed: the picture is that of the text. */
    canEdit: isChecked && review.data?.picture !== undefined && !edit.isPending,
    texts: { [name]: text },
    step: (step: 'undo' | 'redo') => {
      if (!edit.isPending) move(step);
    },
    type(to: string, now: number) {
      const joined = now - lastTyped.current < WORD_MS;
      lastTyped.current = now;
      move({ to, joined });
    },
    /** Ends a conflict: what is there now is what is changed from here on. */
    settle(take: 'theirs' | 'mine') {
      if (!conflict) return;
      setStored({ ...stored, ...conflict.current });
      if (take === 'theirs') move({ to: conflict.current.text });
      setConflict(undefined);
    },
  };
}

export type ScriptDesk = ReturnType<typeof useScriptDesk>;

/** The key of the node at a path. */
export function nodeAt(picture: ScriptReview['picture'], path: ElementPath): string | undefined {
  const wanted = path.join('/');
  return picture?.nodes.find((node) => node.kind !== 'return' && node.path.join('/') === wanted)?.key;
}
