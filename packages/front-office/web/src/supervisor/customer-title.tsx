import { skipToken, useQuery } from '@tanstack/react-query';
import type { ShownObject } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { objectAddress } from '../objects/use-object.js';

export interface CustomerTitleProps {
  readonly object: string | undefined;
  readonly customer: string;
}

/** What a customer is called; nothing while that is not known, or may not be. */
export function CustomerTitle({ object, customer }: CustomerTitleProps) {
  const { data } = useQuery({
    queryKey: ['object', object, customer, 'title'],
    queryFn: object === undefined ? skipToken : () => api.get<ShownObject>(objectAddress(object, customer)),
    staleTime: 5 * 60_000,
    meta: { quiet: true },
  });
  return data ? <> · {data.title}</> : null;
}
