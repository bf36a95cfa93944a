import { type Call, CarusoError, type Clock, newId, type Stub } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { Statement, Storage } from '@caruso/storage-manager/contract';
import type { Consents } from '../consent/consents.js';
import type { Erasure } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { Model } from '../model/model.js';
import type { Access } from '../permission/access.js';
import { type EraseContext, eraseObject } from './erase-object.js';
import {
  type ErasureRecord,
  type ErasureStep,
  insertRecord,
  insertStep,
  newStep,
  readRecord,
  readStep,
  selectRecords,
  selectSteps,
  updateRecord,
  updateStep,
} from './erasure-record.js';
import type { OutboxValues } from './outbox-values.js';
import { type ErasurePlan, erasedTypes, planErasure } from './plan-erasure.js';
import { receiptOf } from './receipt-of.js';

const AGAIN_MS = 60_000;
/** How often it is looked for what others have written meanwhile. */
const MOST_ROUNDS = 5;
const PASSING = ['unavailable', 'timeout'];

interface Context extends EraseContext {
  readonly storage: Pick<Stub<typeof Storage>, 'select' | 'write'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
  readonly access: Access;
  readonly consents: Consents;
  /** Undefined where all objects lie in one store. */
  readonly outbox: OutboxValues | undefined;
}

interface Asked {
  readonly object: string;
  readonly key: string;
}

/**
 * Erases persons as the model says. What has to be done stands in the system store before the first of it is done, object by
 * object and without values; each step may be repeated, and is until it is done. Afterwards the same is the receipt.
 */
export class Erasures {
  readonly #model: Model;
  readonly #context: Context;
  readonly #working = new Map<string, Promise<void>>();
  #timer: { cancel(): void } | undefined;
  #closed = false;

  constructor(model: Model, context: Context) {
    this.#model = model;
    this.#context = context;
  }

  /** Goes on with what a crash, or a store that was down, has interrupted. */
  start(): void {
    if (erasedTypes(this.#model).length > 0) this.#again(0);
  }

  async stop(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    await Promise.allSettled(this.#working.values());
  }

  /** @throws ObjectErrors.NoErasure, ObjectErrors.NotFound, ObjectErrors.NotPermitted */
  async erase(
    { object, key, dryRun, reason }: Asked & { readonly dryRun: boolean; readonly reason?: string | undefined },
    call: Call,
  ): Promise<Erasure> {
    const person = await this.#person({ object, key }, call);
    const known = (await this.#records(person)).at(-1);
    if (!dryRun && known !== undefined && known.state !== 'done') {
      await this.#carryOn(known.id, person);
      return this.#receipt(known.id, person);
    }
    const plan = await planErasure(this.#model, this.#context, person, this.#today());
    const record = this.#record(person, plan, call, reason);
    if (!(await this.#isKnown(person, plan, known))) throw new ObjectErrors.NotFound(person);
    const outbox = dryRun ? await this.#countOutbox(plan) : 0;
    if (dryRun || (plan.steps.length === 0 && known !== undefined)) {
      if (!dryRun && known !== undefined) await this.#consentsEnd(person, known);
      const steps = plan.steps.map(newStep);
      const shown = { ...record, outbox, kept: plan.kept };
      return { ...(await this.#told(shown, steps)), id: undefined, state: dryRun ? 'planned' : 'done' };
    }
    await this.#write([insertRecord(record), ...plan.steps.map((step) => insertStep(record.id, newStep(step)))]);
    await this.#carryOn(record.id, person);
    return this.#receipt(record.id, person);
  }

  /** The receipts of a person's erasures, the latest first. */
  async list(asked: Asked, call: Call): Promise<Erasure[]> {
    const person = await this.#person(asked, call);
    const records = await this.#records(person);
    return Promise.all(records.reverse().map(async (record) => this.#told(record, await this.#steps(record.id))));
  }

  async #person({ object, key }: Asked, { actor }: Call): Promise<Asked> {
    const entity = await this.#context.access.require(actor, object, key, 'erase');
    if (this.#model.objects.get(object)?.erasure === undefined)
      throw new ObjectErrors.NoErasure({ object, persons: erasedTypes(this.#model) });
    return { object, key: entity?.key ?? key };
  }

  /** Whether there is, or was, anything of such a person: a key that is written wrongly is no erasure that is done. */
  async #isKnown({ object, key }: Asked, plan: ErasurePlan, known: ErasureRecord | undefined): Promise<boolean> {
    if (known !== undefined || plan.steps.length + plan.kept.length > 0) return true;
    if ((await this.#context.source.get(object, key)) !== null) return true;
    return (
      this.#model.objects.get(object)?.person === true &&
      (await this.#context.consents.kept({ object, key })).statements > 0
    );
  }

  #record(person: Asked, plan: ErasurePlan, { actor, caller }: Call, reason: string | undefined): ErasureRecord {
    const who = { actor: actor?.id, roles: actor?.roles ?? [], caller };
    return { ...person, ...who, id: newId(), state: 'running', at: this.#now(), reason, kept: plan.kept, outbox: 0 };
  }

  /** One at a time: whoever asks meanwhile waits for the same. */
  #carryOn(id: string, person: Asked): Promise<void> {
    const known = this.#working.get(id);
    if (known !== undefined) return known;
    const working = this.#rounds(id, person).finally(() => this.#working.delete(id));
    this.#working.set(id, working);
    return working;
  }

  async #rounds(id: string, person: Asked): Promise<void> {
    const [found] = (await this.#records(person)).filter((each) => each.id === id);
    if (found === undefined) return;
    let record = found;
    let isPassing = false;
    for (let round = 1; round <= MOST_ROUNDS; round += 1) {
      const done = await this.#round(record);
      isPassing = done.isPassing;
      if (done.isLeft) break;
      // Others may have written in the meantime.
      const plan = await this.#planAgain(person);
      if (plan === undefined) {
        isPassing = true;
        break;
      }
      record = { ...record, kept: plan.kept };
      const known = await this.#steps(id);
      const isNew = (step: Asked) => !known.some(({ object, key }) => object === step.object && key === step.key);
      const more = round === 1 ? plan.steps : plan.steps.filter(isNew);
      if (more.length === 0) {
        record = { ...record, state: 'done' };
        break;
      }
      await this.#write(more.map((step) => insertStep(id, newStep(step))));
    }
    if (record.state === 'done') await this.#consentsEnd(person, record);
    else record = { ...record, state: isPassing ? 'running' : 'incomplete' };
    const done = (await this.#steps(id)).filter(({ state }) => state === 'done');
    const removed = (await this.#context.outbox?.remove(done)) ?? 0;
    await this.#write([updateRecord({ ...record, outbox: record.outbox + removed })]);
    if (isPassing) this.#again(AGAIN_MS);
  }

  /** What is there by now; undefined when a store does not answer. */
  async #planAgain(person: Asked): Promise<ErasurePlan | undefined> {
    try {
      return await planErasure(this.#model, this.#context, person, this.#today());
    } catch (thrown) {
      if (CarusoError.is(thrown) && PASSING.includes(thrown.kind)) return undefined;
      throw thrown;
    }
  }

  /** Everything that is open, in its order: what belongs to an object before the object itself. */
  async #round(record: ErasureRecord): Promise<{ isLeft: boolean; isPassing: boolean }> {
    const result = { isLeft: false, isPassing: false };
    const steps = await this.#steps(record.id);
    const waiting = (await this.#context.outbox?.waiting(steps)) ?? [];
    for (const step of steps.filter(({ state }) => state !== 'done')) {
      if (step.operation === 'delete' && result.isLeft) {
        const reason = 'it is deleted when all that belongs to it is erased';
        await this.#write([updateStep({ ...step, state: 'left', reason })]);
        continue;
      }
      try {
        if (waiting.includes(step)) throw new ObjectErrors.ChangesWait(step);
        await this.#attempt(record, step);
        await this.#write([updateStep({ ...step, state: 'done', reason: undefined })]);
      } catch (thrown) {
        if (!CarusoError.is(thrown)) throw thrown;
        result.isLeft = true;
        result.isPassing ||= PASSING.includes(thrown.kind);
        await this.#write([updateStep({ ...step, state: 'left', reason: thrown.message })]);
      }
    }
    return result;
  }

  async #attempt({ actor, roles, caller }: ErasureRecord, step: ErasureStep): Promise<void> {
    const type = this.#model.objects.get(step.object);
    if (type === undefined) throw new ObjectErrors.UnknownObject({ object: step.object });
    const author = { caller, ...(actor === undefined ? {} : { actor: { id: actor, roles } }) };
    await eraseObject(this.#context, type, step, author, this.#today());
  }

  async #consentsEnd({ object, key }: Asked, { actor, roles, caller }: ErasureRecord): Promise<void> {
    if (!this.#model.objects.get(object)?.person) return;
    const who = { caller, actor: actor === undefined ? undefined : { id: actor, roles } };
    await this.#context.consents.end({ object, key }, who);
  }

  async #countOutbox({ steps }: ErasurePlan): Promise<number> {
    return (await this.#context.outbox?.count(steps)) ?? 0;
  }

  async #receipt(id: string, person: Asked): Promise<Erasure> {
    const record = (await this.#records(person)).find((each) => each.id === id);
    if (record === undefined) throw new ObjectErrors.NotFound(person);
    return this.#told(record, await this.#steps(id));
  }

  async #told(record: ErasureRecord, steps: readonly ErasureStep[]): Promise<Erasure> {
    const isPerson = this.#model.objects.get(record.object)?.person === true;
    const consents = isPerson ? await this.#context.consents.kept(record) : { statements: 0 };
    return receiptOf(record, steps, consents);
  }

  async #records(person: Asked): Promise<ErasureRecord[]> {
    return (await this.#context.storage.select(selectRecords(person))).map(readRecord);
  }

  async #steps(id: string): Promise<ErasureStep[]> {
    return (await this.#context.storage.select(selectSteps(id))).map(readStep);
  }

  async #write(statements: readonly Statement[]): Promise<void> {
    if (statements.length > 0) await this.#context.storage.write({ store: 'system', statements: [...statements] });
  }

  #again(wait: number): void {
    if (this.#closed) return;
    const { clock, log, storage } = this.#context;
    this.#timer?.cancel();
    this.#timer = clock.at(clock.now() + wait, () => {
      const goOn = async () => {
        const running = (await storage.select(selectRecords({ state: 'running' }))).map(readRecord);
        for (const { id, object, key } of running) await this.#carryOn(id, { object, key });
      };
      goOn().catch((thrown: unknown) => {
        log.warn(`Erasures go on later: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
        this.#again(AGAIN_MS);
      });
    });
  }

  #now(): string {
    return new Date(this.#context.clock.now()).toISOString();
  }

  #today(): string {
    return this.#now().slice(0, 10);
  }
}
