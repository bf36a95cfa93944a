import { CarusoError, type Clock, newId, type Stub } from '@caruso/core';
import type { Statement, Storage } from '@caruso/storage-manager/contract';
import type { MergeReceipt, OutboxPart } from '../contract.js';
import { type MergeObstacle, ObjectErrors } from '../errors.js';
import type { Author, Journal } from '../history/journal.js';
import type { Outbox } from '../outbox/outbox.js';
import { insertPart } from '../outbox/outbox-part.js';
import type { PreparedWrite } from '../repository/write/prepared-write.js';
import type { MergeRequest } from './merge-request.js';
import { partObject, type StoreWrites } from './merge-writes.js';
import { forgetMerged, noteMerged } from './merged-keys.js';
import { notMergeable } from './not-mergeable.js';

/** What a merge is carried out with. */
export interface MergeTools {
  readonly storage: Pick<Stub<typeof Storage>, 'write'>;
  readonly clock: Clock;
  /** Undefined where all objects lie in one store. */
  readonly outbox: Outbox | undefined;
  /** Where objects keep who changed them: for whom this is done. */
  readonly recorded?: { readonly journal: Journal; readonly author: Author } | undefined;
}

/**
 * Writes a merge: in one store in one transaction. Over several, the outbox carries it out store by store, that of the objects
 * last, and puts back what was moved when a store refuses its part; after a crash it goes on.
 *
 * @throws ObjectErrors.NotMergeable when a store refuses its part: then nothing is changed
 */
export async function carryOutMerge(
  tools: MergeTools,
  request: MergeRequest,
  writes: readonly StoreWrites[],
): Promise<Pick<MergeReceipt, 'id' | 'state' | 'parts'>> {
  const { storage, clock, outbox } = tools;
  const id = newId();
  const at = new Date(clock.now()).toISOString();
  const notes = noteMerged({ merge: id, object: request.object, keep: request.keep, lose: request.lose, at });
  const [only] = writes;
  if (only === undefined) return { id, state: 'done', parts: [] };
  if (outbox === undefined || writes.length === 1) {
    await writeAlone(tools, request, only, id, notes);
    return { id, state: 'done', parts: [] };
  }
  const statements: Statement[] = [...notes];
  for (const each of writes) statements.push(...(await partOf(tools, each, id, at)));
  await storage.write({ store: 'system', statements });
  try {
    return { id, ...outcome(request, await outbox.deliver(id), writes.length) };
  } catch (refused) {
    if (ObjectErrors.NotMergeable.is(refused)) await storage.write({ store: 'system', statements: [forgetMerged(id)] });
    throw refused;
  }
}

async function writeAlone(
  { storage, recorded }: MergeTools,
  request: MergeRequest,
  { store, writes, guards }: StoreWrites,
  change: string,
  notes: readonly Statement[],
): Promise<void> {
  const isTogether = store === 'system';
  const more = isTogether ? [...guards, ...notes] : guards;
  if (!isTogether) await storage.write({ store: 'system', statements: [...notes] });
  try {
    if (recorded === undefined) await storage.write({ store, statements: [...statementsOf(writes), ...more] });
    else await recorded.journal.carryOut(recorded.author, store, writes, more, change);
  } catch (cause) {
    if (!CarusoError.is(cause) || (cause.kind !== 'conflict' && cause.kind !== 'invalid')) throw cause;
    if (!isTogether) await storage.write({ store: 'system', statements: [forgetMerged(change)] });
    throw notMergeable(request, ...explained(cause), cause);
  }
}

/** What is written in the system store for a part: the part itself, and histories that wait for it. */
async function partOf(
  { recorded }: MergeTools,
  { store, writes, guards, objects, undo }: StoreWrites,
  change: string,
  at: string,
): Promise<readonly Statement[]> {
  const ofPart = (part: string, all: readonly PreparedWrite[]) =>
    recorded?.journal.ofPart(recorded.author, part, store, all) ?? { system: [], there: [] };
  const [id, undoId] = [newId(), newId()];
  const [kept, keptUndo] = [await ofPart(id, writes), await ofPart(undoId, undo)];
  const part = insertPart({
    ...{ id, change, store, objects, state: 'pending', attempts: 0, createdAt: at, updatedAt: at },
    statements: [...statementsOf(writes), ...guards, ...kept.there],
    undo: {
      id: undoId,
      objects: undo.map(partObject),
      statements: [...statementsOf(undo), ...keptUndo.there],
      inSystem: keptUndo.system,
    },
  });
  return [part, ...kept.system];
}

const statementsOf = (writes: readonly PreparedWrite[]) => writes.flatMap(({ statements }) => statements);

function explained(cause: CarusoError): [MergeObstacle, string] {
  if (cause.name === 'NotUnique') return ['taken', `something would be there twice. ${cause.message}`];
  if (cause.name === 'BrokenReference')
    return ['referenced', `something else refers to what would go. ${cause.message}`];
  if (cause.kind === 'invalid') return ['refused', `its store refused it. ${cause.message}`];
  return ['changed', `something was changed or added meanwhile. Nothing was written; try again. ${cause.message}`];
}

/** @param count how many parts there were at first; those behind undo others */
function outcome(
  request: MergeRequest,
  parts: readonly OutboxPart[],
  count: number,
): Pick<MergeReceipt, 'state' | 'parts'> {
  const refused = parts.find(({ state }) => state === 'failed');
  if (refused !== undefined) {
    const states = new Set(parts.slice(count).map(({ state }) => state));
    const undone = states.has('failed')
      ? 'what was moved could not all be put back, see caruso model outbox'
      : states.has('pending')
        ? 'what was moved is put back as soon as its store can be reached'
        : 'what was moved is back';
    const detail = `the store "${refused.store}" refused its part, and ${undone}. ${refused.reason}`;
    throw notMergeable(request, 'refused', detail);
  }
  return { state: parts.some(({ state }) => state === 'pending') ? 'pending' : 'done', parts: [...parts] };
}
