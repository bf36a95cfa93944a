import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Entity, MergeReceipt, MergeRequest, ObjectType } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { notifyFailure } from '../api/notify-failure.js';
import type { Choices } from './merge-choices.js';

/** What becomes one. */
export interface MergePair {
  readonly keep: Entity;
  readonly lose: Entity;
  readonly choices: Choices;
}

/** What a merge would do, asked for anew with each choice, and the merge itself. */
export function useMerge(type: ObjectType, { keep, lose, choices }: MergePair, onMerged: (keep: string) => void) {
  const queries = useQueryClient();
  const address = `/api/objects/${encodeURIComponent(type.name)}/merge`;
  const request = (dryRun: boolean): MergeRequest => ({
    ...{ keep: keep.key, lose: [lose.key], choose: choices, dryRun },
    versions: { [keep.key]: keep.version, [lose.key]: lose.version },
  });
  const planned = useQuery({
    queryKey: ['object', type.name, 'merge', request(true)],
    queryFn: () => api.post<MergeReceipt>(address, request(true)),
    staleTime: 0,
    retry: false,
    meta: { quiet: true },
  });
  const merge = useMutation({
    mutationFn: () => api.post<MergeReceipt>(address, request(false)),
    meta: { quiet: true },
    onError: (cause) => {
      notifyFailure(cause);
      // Somebody may have changed one of them: both are shown as they are now.
      void queries.invalidateQueries({ queryKey: ['object', type.name] });
    },
    onSuccess: async () => {
      onMerged(keep.key);
      queries.removeQueries({ queryKey: ['object', type.name, lose.key] });
      await queries.invalidateQueries();
    },
  });
  return { planned, merge };
}
