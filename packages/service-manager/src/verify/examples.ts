import type { ArgumentOf, Contract, Stub } from '@caruso/core';

/** An input, or what makes one by calling the service itself: the number of an order that can be cancelled. */
type ExampleInput<C extends Contract, Name extends keyof C['operations']> =
  | ArgumentOf<C['operations'][Name]>
  | ((service: Stub<C>) => ArgumentOf<C['operations'][Name]> | Promise<ArgumentOf<C['operations'][Name]>>);

/** An input that works, or one with the error with which it must fail: its class, or its code such as `CRS-MOV-001`. */
export type ExampleFor<C extends Contract, Name extends keyof C['operations']> =
  | ExampleInput<C, Name>
  | { readonly input: ExampleInput<C, Name>; readonly fails: string | { readonly code: string } };

/** One or several examples for each operation. They are called for real, and more than once. */
export type Examples<C extends Contract> = {
  readonly [Name in keyof C['operations']]?: ExampleFor<C, Name> | readonly ExampleFor<C, Name>[];
};

/** An example as it is worked with. */
export interface Example {
  readonly input: unknown;
  /** The code of the error with which it must fail. */
  readonly fails: string | undefined;
}

export function examplesFor(examples: Readonly<Record<string, unknown>>, operation: string): readonly Example[] {
  if (!Object.hasOwn(examples, operation) || examples[operation] === undefined) return [];
  const given = examples[operation];
  return (Array.isArray(given) ? given : [given]).map(readExample);
}

function readExample(given: unknown): Example {
  if (!isFailing(given)) return { input: given, fails: undefined };
  return { input: given.input, fails: typeof given.fails === 'string' ? given.fails : given.fails.code };
}

/** An input of its own that consists of just these two fields must be given by a function. */
function isFailing(given: unknown): given is { input: unknown; fails: string | { code: string } } {
  return typeof given === 'object' && given !== null && Object.keys(given).sort().join() === 'fails,input';
}
