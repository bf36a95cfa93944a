import { useMutation } from '@tanstack/react-query';
import { api } from '../api/api.js';

/** What a supervisor can do with a campaign. The live view shows what comes of it. */
export function useCampaignActions() {
  const action = useMutation({
    mutationFn: ({ campaign, name }: { readonly campaign: string; readonly name: 'start' | 'pause' }) =>
      api.post(`/api/campaigns/${encodeURIComponent(campaign)}/${name}`),
  });
  return {
    busy: action.isPending,
    start: (campaign: string) => action.mutate({ campaign, name: 'start' }),
    pause: (campaign: string) => action.mutate({ campaign, name: 'pause' }),
  };
}
