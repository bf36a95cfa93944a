import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ChangeObjectRequest, Entity } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { notifyFailure } from '../api/notify-failure.js';
import { conflictOf } from './edit-values.js';
import { objectAddress } from './use-object.js';

/** Saves changes of an object; `conflict` is set when somebody else changed it since it was read. */
export function useSaveObject(entity: Entity, onDone: () => void) {
  const queries = useQueryClient();
  const readAgain = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['object', entity.object] }),
      queries.invalidateQueries({ queryKey: ['pop'] }),
    ]);
    onDone();
  };
  const save = useMutation({
    mutationFn: (request: ChangeObjectRequest) => api.patch<Entity>(objectAddress(entity.object, entity.key), request),
    meta: { quiet: true },
    onSuccess: readAgain,
    onError: (cause) => {
      if (!conflictOf(cause)) notifyFailure(cause);
    },
  });
  return {
    mutate: save.mutate,
    isPending: save.isPending,
    conflict: conflictOf(save.error),
    takeTheirs: () => void readAgain(),
  };
}
