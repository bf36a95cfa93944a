import { useQuery } from '@tanstack/react-query';
import type { ObjectType } from '../../../src/api-types.js';
import { api } from '../api/api.js';

/** The object types of the model by name; undefined while they load. */
export function useObjectTypes(): ReadonlyMap<string, ObjectType> | undefined {
  return useQuery({
    queryKey: ['object-types'],
    queryFn: () => api.get<ObjectType[]>('/api/objects'),
    staleTime: 5 * 60_000,
    select: byName,
  }).data;
}

const byName = (types: ObjectType[]) => new Map(types.map((type) => [type.name, type]));
