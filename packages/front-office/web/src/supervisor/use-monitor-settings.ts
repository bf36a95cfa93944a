import { useQuery } from '@tanstack/react-query';
import type { MonitorSettings } from '../../../src/api-types.js';
import { api } from '../api/api.js';

/** Reasons and the customer's object type. */
export function useMonitorSettings() {
  return useQuery({
    queryKey: ['monitor', 'settings'],
    queryFn: () => api.get<MonitorSettings>('/api/monitor/settings'),
    staleTime: 5 * 60_000,
  });
}
