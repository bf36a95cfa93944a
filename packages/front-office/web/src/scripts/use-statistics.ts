import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ScriptStatistics, StepStatistics } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { pathOfScript } from './use-script-desk.js';

/** What happened in the dialogs of a script, and for each step of the picture; asked for only while it is looked at. */
export function useStatistics(name: string, enabled: boolean) {
  const query = useQuery({
    queryKey: ['script-statistics', name],
    queryFn: () => api.get<ScriptStatistics | null>(`${pathOfScript(name)}/statistics`),
    enabled,
    meta: { quiet: true },
  });
  const steps = useMemo(() => {
    const known = enabled ? (query.data?.steps ?? []) : [];
    return new Map<string, StepStatistics>(known.map((step) => [step.node, step]));
  }, [enabled, query.data]);
  return { query, steps };
}
