import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiFailure } from './api-failure.js';
import { notifyFailure } from './notify-failure.js';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** The component shows its failures itself. */
      readonly quiet?: boolean;
    };
    mutationMeta: {
      /** The component shows its failures itself. */
      readonly quiet?: boolean;
    };
  }
}

/** A refusal will be refused again; only silence and trouble of the server are worth another try. */
const worthAnotherTry = (failures: number, cause: Error) =>
  failures < 2 && (!(cause instanceof ApiFailure) || cause.status === 0 || cause.status >= 500);

const isSessionOver = (cause: Error) => cause instanceof ApiFailure && cause.status === 401;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (cause, query) => {
      if (!query.meta?.quiet || isSessionOver(cause)) notifyFailure(cause);
    },
  }),
  mutationCache: new MutationCache({
    onError: (cause, _variables, _result, mutation) => {
      if (!mutation.meta?.quiet) notifyFailure(cause);
    },
  }),
  defaultOptions: { queries: { retry: worthAnotherTry, refetchOnWindowFocus: false, staleTime: 30_000 } },
});
