import { useQueries } from '@tanstack/react-query';
import type { Entity, ShownObject } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { objectAddress } from './use-object.js';

/** The objects behind one link, as far as they could be read. */
export interface LinkedObjects {
  /** Undefined while they load, and when they cannot be loaded. */
  readonly entities: readonly Entity[] | undefined;
  /** Whether there are others besides. */
  readonly more: boolean;
  readonly failed: boolean;
  readonly tryAgain: () => void;
}

/** Reads links of an object, each on its own: a store that is slow or down holds up its own tab only. */
export function useLinks({ object, key }: Entity, links: readonly string[]): ReadonlyMap<string, LinkedObjects> {
  const results = useQueries({
    queries: links.map((link) => ({
      queryKey: ['object', object, key, link],
      queryFn: async () => {
        const {
          links: read,
          unavailable,
          shortened,
        } = await api.get<ShownObject>(objectAddress(object, key), { include: link });
        if (unavailable.includes(link)) throw new Error(`The link ${link} is not available.`);
        return { entities: read[link] ?? [], more: shortened.includes(link) };
      },
      staleTime: 0,
      retry: false,
      meta: { quiet: true },
    })),
  });
  return new Map(
    results.map(({ data, isError, refetch }, index) => [
      links[index] ?? '',
      { entities: data?.entities, more: data?.more ?? false, failed: isError, tryAgain: () => void refetch() },
    ]),
  );
}
