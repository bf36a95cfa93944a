import { CarusoError } from '@caruso/core';
import { describeIssues } from '../describe-issues.js';
import { ServiceErrors } from '../errors.js';
import { placeOf, type Target } from './service-call.js';

/** The input as its contract wants it. */
export function checkedInput(target: Target, input: unknown): unknown {
  const result = target.operation.input.safeParse(input);
  if (result.success) return result.data;
  throw new ServiceErrors.InvalidInput({ ...placeOf(target), issues: describeIssues(result.error) });
}

/** The output as its contract promises it. */
export function checkedOutput(target: Target, output: unknown): unknown {
  const result = target.operation.output.safeParse(output);
  if (result.success) return result.data;
  throw new ServiceErrors.InvalidOutput({ ...placeOf(target), issues: describeIssues(result.error) });
}

/** What a handler has thrown, as its caller sees it. */
export function asCallerSees(target: Target, thrown: unknown): CarusoError {
  if (CarusoError.is(thrown)) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new ServiceErrors.OperationFailed({ ...placeOf(target), reason }, { cause: thrown });
}
