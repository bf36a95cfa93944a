import { useQuery } from '@tanstack/react-query';
import type { ContactView, ScreenPop } from '../../../src/api-types.js';
import { api } from '../api/api.js';

/** Who a contact may come from; known as soon as it is offered. */
export function useScreenPop({ contact, customer }: ContactView) {
  return useQuery({
    queryKey: ['pop', contact, customer],
    queryFn: () => api.get<ScreenPop>(`/api/agent/contacts/${encodeURIComponent(contact)}/pop`),
  });
}

/** The caller in one line: the customer, the only one whom the number fits, or nobody yet. */
export function callerOf(pop: ScreenPop | undefined): string | undefined {
  const [first, ...others] = pop?.candidates ?? [];
  return pop?.customer?.title ?? (others.length === 0 ? first?.title : undefined);
}
