import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { Duplicates, DuplicatesRequest, ObjectType } from '../../../src/api-types.js';
import { api } from '../api/api.js';

/** Objects that are taken for the same; nothing is asked for where the model has no rules. */
export function useDuplicates(type: ObjectType, request: DuplicatesRequest) {
  return useQuery({
    queryKey: ['object', type.name, 'duplicates', request],
    queryFn: type.duplicates
      ? () => api.post<Duplicates>(`/api/objects/${encodeURIComponent(type.name)}/duplicates`, request)
      : skipToken,
    placeholderData: keepPreviousData,
    retry: false,
    // What cannot be looked for at the moment must not disturb whoever is in a conversation.
    meta: { quiet: true },
  });
}
