import { useQuery } from '@tanstack/react-query';
import type { AgentSettings } from '../../../src/api-types.js';
import { api } from '../api/api.js';

/** Queues, reasons and the customer's object type; undefined while they load. */
export function useAgentSettings(): AgentSettings | undefined {
  return useQuery({
    queryKey: ['agent', 'settings'],
    queryFn: () => api.get<AgentSettings>('/api/agent/settings'),
    staleTime: 5 * 60_000,
  }).data;
}
