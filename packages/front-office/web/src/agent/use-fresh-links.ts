import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** Reads what is linked with a customer again when another contact is in hand, or none: the one before may belong to it by now. */
export function useFreshLinks(object: string, customer: string | undefined, contact: string | undefined): void {
  const queries = useQueryClient();
  const before = useRef(contact);
  useEffect(() => {
    if (before.current === contact) return;
    before.current = contact;
    if (customer !== undefined) void queries.invalidateQueries({ queryKey: ['object', object, customer] });
  }, [queries, object, customer, contact]);
}
