import { defineContract } from '@caruso/core';
import { z } from 'zod';
import { Drained } from '../../contract.js';
import { DirectoryEntry, Statement } from './statement.js';

/** How often each process says that it is there, and how long one may be silent before its services are taken out. */
export const BEAT_MS = 1_000;
export const TTL_MS = 5_000;

const node = z.string().max(300);

/** What the hub tells a user about the directory, numbered per user, so that nothing gets lost unnoticed. */
const Change = z.discriminatedUnion('kind', [
  /** The document of a contract, before the first entry that names it. */
  z.object({ kind: z.literal('contract'), digest: z.string(), text: z.string() }),
  z.object({ kind: z.literal('entry'), entry: DirectoryEntry }),
  z.object({ kind: z.literal('gone'), node, id: z.string() }),
  /** The process has died, with all it had. */
  z.object({ kind: z.literal('lost'), node }),
]);
export type Change = z.output<typeof Change>;

/** A change as it is published: by which start of the hub, and its number for this user. */
export const NumberedChange = z.object({
  epoch: z.string(),
  number: z.int(),
  change: Change,
  /** The hub wants to know when the change has been taken over. */
  confirm: z.boolean().exactOptional(),
});
export type NumberedChange = z.output<typeof NumberedChange>;

/** Part of a snapshot; the first says how far it reaches. */
const SnapshotPart = z.union([z.object({ kind: z.literal('begin'), epoch: z.string(), number: z.int() }), Change]);
export type SnapshotPart = z.output<typeof SnapshotPart>;

/** What an operator can do to a service in another process. */
export const Operation = z.discriminatedUnion('action', [
  z.object({ action: z.literal('drain') }),
  z.object({ action: z.literal('maintain'), reason: z.string().max(500) }),
  z.object({ action: z.literal('resume') }),
]);
export type Operation = z.output<typeof Operation>;

/** What came of an operation; only a drain has something to tell. */
export const Operated = z.object({ drained: Drained.exactOptional() });
export type Operated = z.output<typeof Operated>;

/**
 * What processes ask of the hub. The user is a token of the subject, which the permissions of the NATS server bind to the
 * connection; the input says which of the user's processes it is.
 */
export const HubContract = defineContract('caruso.hub', '1.0.0', {
  hello: {
    input: z.object({ node }),
    output: z.object({
      hub: node,
      epoch: z.string(),
      /** Whether the hub knew the process, and still knows what it has stated. */
      known: z.boolean(),
      /** The contracts the user may call; absent when there are no grants. */
      mayCall: z.array(z.string()).exactOptional(),
    }),
    idempotent: true,
    timeoutMs: 2_000,
  },
  /** States what a component is, for the first time or anew. Documents are given once for each start of the hub. */
  register: {
    input: z.object({ node, statement: Statement, documents: z.array(z.string().max(1_000_000)).max(100) }),
    output: z.object({}),
    idempotent: true,
    timeoutMs: 10_000,
  },
  withdraw: { input: z.object({ node, id: z.string() }), output: z.object({}), idempotent: true, timeoutMs: 2_000 },
  leave: { input: z.object({ node }), output: z.object({}), idempotent: true, timeoutMs: 2_000 },
  beat: {
    input: z.object({ node }),
    /** Whether the hub knows the process, and the number of the last change it has told the user. */
    output: z.object({ epoch: z.string(), known: z.boolean(), number: z.int() }),
    idempotent: true,
    timeoutMs: 2_000,
  },
  /** All changes up to a number have been taken over. Needs no answer. */
  seen: { input: z.object({ node, epoch: z.string(), number: z.int() }), output: z.object({}) },
  snapshot: { input: z.object({ node }), output: SnapshotPart, stream: true },
  operate: { input: z.object({ node, id: z.string(), operation: Operation }), output: Operated, timeoutMs: 60_000 },
});

/** What the hub asks of a process. */
export const NodeContract = defineContract('caruso.node', '1.0.0', {
  operate: { input: z.object({ id: z.string(), operation: Operation }), output: Operated, timeoutMs: 60_000 },
});
