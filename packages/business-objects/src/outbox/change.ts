import { type Clock, newId, type Stub } from '@caruso/core';
import type { Statement, Storage } from '@caruso/storage-manager/contract';
import type { Change, ChangeResult } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { Author, Journal } from '../history/journal.js';
import { BESIDE } from '../model/split-extensions.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Repository } from '../repository/repository.js';
import { isAsAfter, type PreparedWrite } from '../repository/write/prepared-write.js';
import type { Outbox } from './outbox.js';
import { insertPart, type StoredPart } from './outbox-part.js';

interface ChangeContext {
  readonly repository: Repository;
  readonly storage: Pick<Stub<typeof Storage>, 'write'>;
  readonly clock: Clock;
  /** Undefined where all objects lie in one store. */
  readonly outbox: Outbox | undefined;
  /** Where objects keep who changed them: for whom this is done. */
  readonly recorded?: { readonly journal: Journal; readonly author: Author } | undefined;
}

/**
 * Writes several objects. In one store it is a transaction. Over several, the parts of other stores are kept in the system
 * store, together with what is written there itself, and carried to their stores one by one: all of them are, even after a
 * crash, but not at the same moment, and one of them may still be refused.
 *
 * @throws ObjectErrors.Invalid, ObjectErrors.Conflict and ObjectErrors.AlreadyExists before anything is written
 */
export async function carryOutChange(context: ChangeContext, changes: readonly Change[]): Promise<ChangeResult> {
  const writes = await prepareAll(context.repository, changes);
  const stores = new Map<string, PreparedWrite[]>();
  for (const write of writes) {
    const { store } = write.plan.mapping;
    stores.set(store, [...(stores.get(store) ?? []), write]);
  }
  const id = newId();
  const [only] = stores.keys();
  if (stores.size === 1 && only !== undefined) {
    await writeTogether(context, id, only, writes, []);
    return { id, state: 'done', parts: [] };
  }
  if (context.outbox === undefined) return { id, state: 'done', parts: [] };
  const at = new Date(context.clock.now()).toISOString();
  const inSystem: Statement[] = [];
  for (const [store, own] of stores) {
    if (store === 'system') continue;
    const part = partOf(id, store, own, at);
    const kept = await context.recorded?.journal.ofPart(context.recorded.author, part.id, store, own);
    inSystem.push(insertPart({ ...part, statements: [...part.statements, ...(kept?.there ?? [])] }));
    inSystem.push(...(kept?.system ?? []));
  }
  await writeTogether(context, id, 'system', stores.get('system') ?? [], inSystem);
  const delivered = await context.outbox.deliver(id);
  const states = new Set(delivered.map(({ state }) => state));
  return {
    id,
    state: states.has('failed') ? 'failed' : states.has('pending') ? 'pending' : 'done',
    parts: [...delivered],
  };
}

/** Whether every object of a part is as it leaves them. */
export async function isPartDone(repository: Repository, { objects }: StoredPart): Promise<boolean> {
  for (const { object, key, after } of objects) {
    if (!isAsAfter(after, await repository.row(repository.plan(object), key))) return false;
  }
  return true;
}

async function prepareAll(repository: Repository, changes: readonly Change[]): Promise<readonly PreparedWrite[]> {
  const created = new Set<string>();
  const isNew = (object: string, key: string) => created.has(`${object} ${key}`);
  const writes: PreparedWrite[] = [];
  for (const change of changes) {
    const write = await prepare(repository, change, isNew);
    if (isExtended(write.plan)) throw new ObjectErrors.NotTogether({ object: write.plan.name });
    if (write.operation === 'create') created.add(`${write.plan.name} ${write.key}`);
    writes.push(write);
  }
  const [first] = writes;
  const acrossStores = writes.some(({ plan }) => plan.mapping.store !== first?.plan.mapping.store);
  const unrepeatable = writes.find(({ key, plan }) => key === '' || !plan.keyed);
  if (acrossStores && unrepeatable !== undefined) {
    throw new ObjectErrors.NotRepeatable({ object: unrepeatable.plan.name });
  }
  return writes;
}

function prepare(repository: Repository, change: Change, isNew: (object: string, key: string) => boolean) {
  if ('create' in change) return repository.prepareCreate(change.create.object, change.create.values, isNew);
  if ('update' in change) {
    const { object, key, version, changes } = change.update;
    return repository.prepareUpdate(object, key, version, changes, isNew);
  }
  const { object, key, version } = change.delete;
  return repository.prepareDelete(object, key, version);
}

const isExtended = ({ model }: ObjectPlan) => model.links.has(BESIDE);

function partOf(change: string, store: string, writes: readonly PreparedWrite[], at: string) {
  return {
    id: newId(),
    change,
    store,
    state: 'pending' as const,
    attempts: 0,
    createdAt: at,
    updatedAt: at,
    statements: writes.flatMap(({ statements }) => statements),
    objects: writes.map(({ plan, key, operation, after }) => ({ object: plan.name, key, operation, after })),
  };
}

async function writeTogether(
  { storage, repository, recorded }: ChangeContext,
  change: string,
  store: string,
  writes: readonly PreparedWrite[],
  more: readonly Statement[],
): Promise<void> {
  const statements = [...writes.flatMap((write) => write.statements), ...more];
  if (statements.length === 0) return;
  try {
    if (recorded === undefined) await storage.write({ store, statements });
    else await recorded.journal.carryOut(recorded.author, store, writes, more, change);
  } catch (cause) {
    throw await repository.explained(refused(writes, cause) ?? (writes[0] as PreparedWrite), cause);
  }
}

/** The write whose statement was refused. */
function refused(writes: readonly PreparedWrite[], cause: unknown): PreparedWrite | undefined {
  const { statement } = (cause as { readonly data?: { readonly statement?: number } }).data ?? {};
  if (statement === undefined) return undefined;
  let behind = 0;
  return writes.find(({ statements }) => {
    behind += statements.length;
    return statement < behind;
  });
}
