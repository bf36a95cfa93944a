import { useInfiniteQuery } from '@tanstack/react-query';
import type { Entity, ObjectHistory } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { objectAddress } from './use-object.js';

/** Who changed what of an object, page by page, the latest first. */
export function useChanges({ object, key }: Entity) {
  return useInfiniteQuery({
    queryKey: ['object', object, key, { changes: true }],
    queryFn: ({ pageParam }) => api.get<ObjectHistory>(`${objectAddress(object, key)}/history`, { after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    retry: false,
    meta: { quiet: true },
  });
}
