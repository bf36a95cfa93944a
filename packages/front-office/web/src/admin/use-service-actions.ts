import { useMutation } from '@tanstack/react-query';
import type { MaintainServiceRequest, ReplaceServiceRequest } from '../../../src/api-types.js';
import { api } from '../api/api.js';

/** What an administrator can do to a service. The live view shows what comes of it. */
export function useServiceActions(service: string) {
  const action = useMutation({
    mutationFn: ({ name, body }: { readonly name: string; readonly body?: unknown }) =>
      api.post(`/api/services/${encodeURIComponent(service)}/${name}`, body),
  });
  return {
    busy: action.isPending,
    maintain: (request: MaintainServiceRequest) => action.mutateAsync({ name: 'maintain', body: request }),
    resume: () => action.mutateAsync({ name: 'resume' }),
    replace: (request: ReplaceServiceRequest) => action.mutateAsync({ name: 'replace', body: request }),
    drain: () => action.mutateAsync({ name: 'drain' }),
  };
}

export type ServiceActions = ReturnType<typeof useServiceActions>;
