import { z } from 'zod';
import { State } from '../../contract.js';

const Contract = z.object({
  name: z.string().max(200),
  version: z.string().max(100),
  /** Fingerprint of its document, because contracts of one name and version need not be the same. */
  digest: z.string().length(32),
});

/** What a process states about a component whose services others may call. */
export const Statement = z.object({
  /** Its registration in that process. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  /** Its id as a service in NATS, which stands in the subjects of calls. */
  service: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  component: z.string().regex(/^[A-Za-z0-9_-]{1,200}$/),
  version: z.string().max(100),
  contracts: z.array(Contract).max(100),
  ranking: z.int(),
  properties: z.record(z.string().max(200), z.union([z.string().max(2_000), z.number(), z.boolean()])),
  state: State,
  reason: z.string().max(2_000).exactOptional(),
  /** How long its calls may take to end when it is replaced or drained, in milliseconds. */
  drainMs: z.number().nonnegative(),
});
export type Statement = z.output<typeof Statement>;

/** The same together with the process it runs in: what the directory holds. */
export const DirectoryEntry = Statement.extend({ node: z.string().max(300) });
export type DirectoryEntry = z.output<typeof DirectoryEntry>;

/** Names an entry: there is never a second of the same name. */
export function keyOf({ node, id }: { readonly node: string; readonly id: string }): string {
  return `${node}/${id}`;
}
