import { skipToken, useQuery } from '@tanstack/react-query';
import type { ObjectType, ShownObject } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { linksToLoad } from './object-fields.js';

/** One object with the links its panels show; nothing is asked for while type or key are unknown. */
export function useObject(type: ObjectType | undefined, key: string | undefined) {
  return useQuery({
    queryKey: ['object', type?.name, key],
    queryFn:
      type && key !== undefined
        ? () =>
            api.get<ShownObject>(objectAddress(type.name, key), { include: linksToLoad(type).join(',') || undefined })
        : skipToken,
  });
}

export function objectAddress(object: string, key: string): string {
  return `/api/objects/${encodeURIComponent(object)}/${encodeURIComponent(key)}`;
}
