import { useLoaderData } from 'react-router';
import type { SessionAnswer } from '../../../src/api-types.js';

/** The session which the route's loader asked for. */
export function useSession(): SessionAnswer {
  return useLoaderData<SessionAnswer>();
}
