import { didYouMean, type Type } from '@caruso/language';
import type { Target } from '../model/script.js';
import type { Services } from '../resolve/services.js';

/** Something in a reply that its service cannot answer. */
export interface ReplyFault {
  readonly message: string;
  readonly hint?: string | undefined;
}

/**
 * What a service cannot answer of a reply, by its contract; nothing when the contract is not known. Values may be left
 * out, so that a test names only what its script needs.
 */
export function replyFaults(services: Services, target: Target, reply: unknown): readonly ReplyFault[] {
  const operation = services.operation(target);
  if (operation === undefined) return [];
  const unknown = [...unknownFields(services.resultType(target), reply, '')];
  const issues = operation.output.safeParse(reply).error?.issues ?? [];
  const wrong = issues.filter(({ path }) => valueAt(reply, path) !== undefined);
  return [...unknown, ...wrong.map(({ path, message }) => ({ message: [...path.map(String), message].join(': ') }))];
}

function* unknownFields(type: Type, value: unknown, path: string): Generator<ReplyFault> {
  if (type.kind === 'list' && Array.isArray(value)) {
    for (const each of value) yield* unknownFields(type.of, each, path);
  }
  if (type.kind !== 'object' || typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, field] of Object.entries(value)) {
    const known = type.fields.get(name);
    if (known) yield* unknownFields(known, field, `${path}${name}.`);
    else yield { message: `there is no '${path}${name}'`, hint: didYouMean(name, type.fields.keys()) };
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}
