import { useQuery } from '@tanstack/react-query';
import type { AgentSettings } from '../../../src/api-types.js';
import { api } from '../api/api.js';

/** Queues, reasons and the customer's object type. Refused when the contact centre does not know the agent. */
export function useAgentSettings() {
  return useQuery({
    queryKey: ['agent', 'settings'],
    queryFn: () => api.get<AgentSettings>('/api/agent/settings'),
    staleTime: 5 * 60_000,
    meta: { quiet: true },
  });
}
