import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { ObjectPage, ObjectPageQuery, ObjectType } from '../../../src/api-types.js';
import { api } from '../api/api.js';

const PAGE = 20;

/** The first objects that contain a text; nothing is asked for while the text is empty. */
export function useObjectSearch(type: ObjectType, search: string) {
  const sort = type.presentation.list?.sort;
  const query = { search, limit: PAGE, ...(sort === undefined ? {} : { sort }) } satisfies ObjectPageQuery;
  return useQuery({
    queryKey: ['objects', type.name, search],
    queryFn:
      search === '' ? skipToken : () => api.get<ObjectPage>(`/api/objects/${encodeURIComponent(type.name)}`, query),
    placeholderData: keepPreviousData,
  });
}
