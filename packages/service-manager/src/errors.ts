import { defineErrors, error } from '@caruso/core';

interface Operation {
  readonly contract: string;
  readonly operation: string;
}

const sentence = (names: readonly string[], none: string) => (names.length ? names.join(', ') : none);

/** The errors of this package (`CRS-SVC-…`). */
export const ServiceErrors = defineErrors('SVC', {
  UnknownService: error(
    1,
    'not-found',
    ({ contract, known }: { contract: string; known: readonly string[] }) =>
      `No component of this assembly provides "${contract}". Provided are: ${sentence(known, 'none')}.`,
  ),
  Unavailable: error(
    2,
    'unavailable',
    ({ contract, state }: { contract: string; state: string }) =>
      `The service "${contract}" is ${state} and takes no calls at the moment. Try again later.`,
  ),
  UnknownOperation: error(
    3,
    'not-found',
    ({ contract, operation, known }: Operation & { known: readonly string[] }) =>
      `"${contract}" has no operation "${operation}". It has: ${sentence(known, 'none')}.`,
  ),
  InvalidInput: error(
    4,
    'invalid',
    ({ contract, operation, issues }: Operation & { issues: string }) =>
      `The input of ${contract}.${operation} does not fit its contract: ${issues}.`,
  ),
  InvalidOutput: error(
    5,
    'internal',
    ({ contract, operation, issues }: Operation & { issues: string }) =>
      `The provider of ${contract}.${operation} returned what its contract does not allow: ${issues}.`,
  ),
  TimedOut: error(
    6,
    'timeout',
    ({ contract, operation, timeoutMs }: Operation & { timeoutMs: number }) =>
      `${contract}.${operation} did not answer within ${timeoutMs} ms.`,
  ),
  Cancelled: error(
    7,
    'unavailable',
    ({ contract, operation }: Operation) => `The call of ${contract}.${operation} was given up by its caller.`,
  ),
  OperationFailed: error(
    8,
    'internal',
    ({ contract, operation, reason }: Operation & { reason: string }) => `${contract}.${operation} failed: ${reason}`,
  ),
  MissingProvider: error(
    10,
    'invalid',
    ({ missing }: { missing: readonly { component: string; contract: string; found?: string | undefined }[] }) =>
      `The assembly is incomplete: ${missing
        .map(
          ({ component, contract, found }) =>
            `"${component}" needs ${contract}, ${found ? `but there is only ${found}` : 'which no component provides'}`,
        )
        .join('; ')}. Add a component that provides it to the assembly.`,
  ),
  DependencyCycle: error(
    11,
    'invalid',
    ({ path }: { path: readonly string[] }) =>
      `These components wait for each other: ${path.join(' -> ')}. Make one of these needs optional, or split a component.`,
  ),
  DuplicateProvider: error(
    12,
    'invalid',
    ({ contract, components }: { contract: string; components: readonly string[] }) =>
      `"${contract}" is provided by ${components.map((name) => `"${name}"`).join(' and ')}; one assembly can have only one of them.`,
  ),
  DuplicateComponent: error(
    13,
    'invalid',
    ({ component }: { component: string }) => `The assembly names the component "${component}" twice.`,
  ),
  StartFailed: error(
    14,
    'unavailable',
    ({ component, reason }: { component: string; reason: string }) =>
      `The component "${component}" could not start: ${reason}`,
  ),
  IncompleteService: error(
    15,
    'internal',
    ({ contract, component, missing }: { contract: string; component: string; missing: readonly string[] }) =>
      `The service of "${component}" does not implement ${missing.map((name) => `${contract}.${name}`).join(', ')}.`,
  ),
  StartGivenUp: error(
    16,
    'unavailable',
    ({ before }: { before: string }) => `The start was given up before "${before}"; what had started is stopped again.`,
  ),
});
