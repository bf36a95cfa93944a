import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import type { NatsCall } from './served-service.js';

/**
 * What a call takes along so that its trace goes on in the other process; undefined when nothing is traced, so that nobody else
 * pays for headers.
 */
export function outgoingTrace(): Readonly<Record<string, string>> | undefined {
  if (propagation.fields().length === 0) return undefined;
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return Object.keys(headers).length === 0 ? undefined : headers;
}

/** Carries a call out as part of the trace it came with. */
export function withinTrace<Result>(call: NatsCall, work: () => Result): Result {
  const fields = propagation.fields();
  if (fields.length === 0) return work();
  const carrier: Record<string, string> = {};
  for (const field of fields) {
    const value = call.header(field);
    if (value !== undefined) carrier[field] = value;
  }
  return context.with(propagation.extract(ROOT_CONTEXT, carrier), work);
}
