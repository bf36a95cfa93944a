import type { Msg } from '@nats-io/transport-node';
import type { z } from 'zod';
import { ServiceErrors } from '../errors.js';
import { jsonValue, reasonOf } from './json-payload.js';
import type { ServedOperation } from './service-host.js';

/**
 * The input of a request, as the contract wants it: what comes from another process is checked here again.
 *
 * @throws ServiceErrors.BadPayload, ServiceErrors.InvalidInput
 */
export function requestInput({ host, place, operation }: ServedOperation, message: Msg): unknown {
  const input = written(message, place);
  if (host.service.checksInput) return input;
  const result = operation.input.safeParse(input);
  if (result.success) return result.data;
  throw new ServiceErrors.InvalidInput({ ...place, issues: issuesOf(result.error) });
}

function written(message: Msg, place: ServedOperation['place']): unknown {
  try {
    return jsonValue(message);
  } catch (problem) {
    throw new ServiceErrors.BadPayload({ ...place, reason: reasonOf(problem) });
  }
}

function issuesOf(problem: z.ZodError): string {
  return problem.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}
