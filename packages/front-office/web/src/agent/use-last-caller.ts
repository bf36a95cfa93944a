import { useState } from 'react';
import type { AgentView } from '../../../src/api-types.js';

/** Who the latest offer came from, also after it is over. */
export function useLastCaller({ offer }: AgentView): string | undefined {
  const [caller, setCaller] = useState<string>();
  const from = offer?.contact.from;
  if (from !== undefined && from !== caller) setCaller(from);
  return from ?? caller;
}
