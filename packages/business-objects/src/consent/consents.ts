import { createHash, randomBytes } from 'node:crypto';
import type { Call, Clock, Stub } from '@caruso/core';
import { didYouMean } from '@caruso/language';
import type { Condition, Storage } from '@caruso/storage-manager/contract';
import type { ConsentState, ConsentStatement, Entity } from '../contract.js';
import { yearsAfter } from '../erasure/retention-end.js';
import { ObjectErrors } from '../errors.js';
import type { Purpose } from '../model/consent-model.js';
import type { Model } from '../model/model.js';
import type { Access } from '../permission/access.js';
import { ofObjects } from '../records/own-table.js';
import {
  consentColumns,
  consentTable,
  insertStatements,
  newStatement,
  publicStatement,
  readStatement,
  type Said,
  type StoredStatement,
} from './consent-statement.js';
import { consentStates, isAllowed, lastOf } from './consent-states.js';

const SYSTEM = 'system';
const KEYS_PER_LOOKUP = 400;
const CONFIRM_WITHIN_DAYS = 14;
const CONFIRM_WITHIN_MS = CONFIRM_WITHIN_DAYS * 86_400_000;

interface Context {
  readonly storage: Pick<Stub<typeof Storage>, 'select' | 'write'>;
  readonly clock: Clock;
  readonly access: Access;
}

interface PersonKey {
  readonly object: string;
  readonly key: string;
}

/** What persons agree to: who said it, when, of which text, and how it is known. What was said last holds. */
export class Consents {
  readonly #model: Model;
  readonly #context: Context;

  constructor(model: Model, context: Context) {
    this.#model = model;
    this.#context = context;
  }

  /** @throws ObjectErrors.NoPerson, ObjectErrors.NotFound, ObjectErrors.NotPermitted */
  async of(
    { object, key }: PersonKey,
    { actor }: Call,
  ): Promise<{ states: ConsentState[]; statements: ConsentStatement[] }> {
    const view = await this.#context.access.view(actor, object, key);
    this.#requirePerson(object);
    if (view === undefined || (view.current === null && actor !== undefined))
      throw new ObjectErrors.NotFound({ object, key });
    const statements = await this.#statements(ofObjects(object, [view.key]));
    return {
      states: [...consentStates(this.#model.consent.purposes.values(), statements)],
      statements: statements.map(publicStatement).reverse(),
    };
  }

  /** @throws ObjectErrors.UnknownPurpose, ObjectErrors.UnknownChannel, and as {@link of} does */
  async give(
    given: PersonKey & {
      readonly purpose: string;
      readonly channels: readonly string[];
      readonly source: string;
      readonly text?: string | undefined;
      readonly version?: string | undefined;
    },
    call: Call,
  ): Promise<{ statements: ConsentStatement[]; confirm: { channel: string; token: string }[] }> {
    const said = await this.#said(given, call);
    const purpose = this.#purpose(given.purpose, given.channels);
    const { text = purpose.text, version = purpose.version } = given;
    const confirm: { channel: string; token: string }[] = [];
    const statements = [...new Set(given.channels)].map((channel) => {
      const what = { purpose: purpose.name, channel, text, version };
      if (!purpose.confirm.has(channel)) return newStatement(said, { ...what, statement: 'given' });
      const token = randomBytes(32).toString('base64url');
      confirm.push({ channel, token });
      return newStatement(said, { ...what, statement: 'asked', token: hashOf(token) });
    });
    await this.#write(statements);
    return { statements: statements.map(publicStatement), confirm };
  }

  /** @throws ObjectErrors.NothingToConfirm */
  async confirm({ token, source }: { readonly token: string; readonly source: string }, call: Call) {
    const { clock } = this.#context;
    if (this.#persons.length === 0) throw new ObjectErrors.NothingToConfirm({ reason: 'the model has no persons' });
    const [asked] = await this.#statements({ column: consentColumns.token, op: 'eq', value: hashOf(token) });
    if (asked === undefined) throw new ObjectErrors.NothingToConfirm({ reason: 'nobody was given it' });
    if (Date.parse(asked.at) + CONFIRM_WITHIN_MS < clock.now())
      throw new ObjectErrors.NothingToConfirm({ reason: `it was for ${CONFIRM_WITHIN_DAYS} days` });
    const { object, key, purpose, channel, text, version } = asked;
    const all = await this.#statements(ofObjects(object, [key]));
    const later = all.slice(all.findIndex(({ id }) => id === asked.id) + 1);
    if (later.some((each) => each.purpose === purpose && each.channel === channel))
      throw new ObjectErrors.NothingToConfirm({ reason: 'the person has said something else since' });
    const said = { object, key, at: this.#now(), actor: call.actor, caller: call.caller, source };
    const given = newStatement(said, { purpose, channel, text, version, statement: 'given' });
    await this.#write([given]);
    return publicStatement(given);
  }

  /** Writes down that a person does not agree: to a purpose and channels, or to any. */
  async withdraw(
    given: PersonKey & {
      readonly purpose?: string | undefined;
      readonly channels?: readonly string[] | undefined;
      readonly source: string;
    },
    call: Call,
  ): Promise<{ statements: ConsentStatement[] }> {
    const said = await this.#said(given, call);
    const { purpose: name, channels } = given;
    const all = [...this.#model.consent.purposes.values()];
    const purposes = name === undefined ? all : [this.#purpose(name, channels ?? [])];
    const before = await this.#statements(ofObjects(said.object, [said.key]));
    const statements = purposes.flatMap(({ name: purpose, channels: known, text, version }) =>
      known
        .filter((channel) => channels === undefined || channels.includes(channel))
        .filter((channel) => latest(before, purpose, channel)?.statement !== 'withdrawn')
        .map((channel) => newStatement(said, { purpose, channel, text, version, statement: 'withdrawn' })),
    );
    await this.#write(statements);
    return { statements: statements.map(publicStatement) };
  }

  /**
   * The keys of those who may be addressed now.
   *
   * @throws ObjectErrors.NoPerson, ObjectErrors.UnknownPurpose, ObjectErrors.UnknownChannel
   */
  async among(object: string, keys: readonly string[], name: string, channel: string): Promise<ReadonlySet<string>> {
    this.#requirePerson(object);
    const purpose = this.#purpose(name, [channel]);
    const allowed = new Set<string>();
    for (let at = 0; at < keys.length; at += KEYS_PER_LOOKUP) {
      const some = keys.slice(at, at + KEYS_PER_LOOKUP);
      const said = new Map<string, StoredStatement[]>();
      for (const each of await this.#statements({
        all: [
          ofObjects(object, some),
          { column: consentColumns.purpose, op: 'eq', value: name },
          { column: consentColumns.channel, op: 'eq', value: channel },
        ],
      }))
        said.set(each.key, [...(said.get(each.key) ?? []), each]);
      for (const key of some) {
        if (isAllowed(purpose, lastOf(said.get(key) ?? [], name, channel)?.statement)) allowed.add(key);
      }
    }
    return allowed;
  }

  /** Of some persons those who may be addressed now. */
  async *filter(
    object: string,
    persons: AsyncIterable<Entity>,
    { purpose, channel }: { readonly purpose: string; readonly channel: string },
  ): AsyncGenerator<Entity> {
    let some: Entity[] = [];
    const allowed = async () => {
      const keys = await this.among(
        object,
        some.map(({ key }) => key),
        purpose,
        channel,
      );
      return some.filter(({ key }) => keys.has(key));
    };
    for await (const person of persons) {
      some.push(person);
      if (some.length < KEYS_PER_LOOKUP) continue;
      yield* await allowed();
      some = [];
    }
    yield* await allowed();
  }

  /**
   * Ends what a person agreed to who is erased: it is withdrawn, and what he said is kept as proof for as long as the model says.
   *
   * @param who erases him
   */
  async end({ object, key }: PersonKey, who: Pick<Call, 'actor' | 'caller'>): Promise<void> {
    const before = await this.#statements(ofObjects(object, [key]));
    const said = { object, key, at: this.#now(), actor: who.actor, caller: who.caller, source: 'erasure' };
    const open = [...this.#model.consent.purposes.values()].flatMap(({ name: purpose, channels, text, version }) =>
      channels
        .filter((channel) => ['given', 'asked'].includes(latest(before, purpose, channel)?.statement ?? ''))
        .map((channel) => newStatement(said, { purpose, channel, text, version, statement: 'withdrawn' })),
    );
    await this.#write(open);
    const { until } = await this.kept({ object, key });
    if (until === undefined || until > this.#now().slice(0, 10)) return;
    const where = ofObjects(object, [key]);
    await this.#context.storage.write({ store: SYSTEM, statements: [{ delete: { table: consentTable.name, where } }] });
  }

  /** How many statements of a person there are, and until when they prove what he said. */
  async kept({ object, key }: PersonKey): Promise<{ statements: number; until?: string }> {
    const statements = await this.#statements(ofObjects(object, [key]));
    const last = statements.at(-1);
    if (last === undefined) return { statements: 0 };
    return { statements: statements.length, until: yearsAfter(last.at, this.#model.consent.keepYears) };
  }

  /** Who says something about whom, if he may. */
  async #said({ object, key, source }: PersonKey & { readonly source: string }, call: Call): Promise<Said> {
    const person = await this.#context.access.require(call.actor, object, key, 'consent');
    this.#requirePerson(object);
    if (person === null) throw new ObjectErrors.NotFound({ object, key });
    return { object, key: person.key, at: this.#now(), actor: call.actor, caller: call.caller, source };
  }

  #requirePerson(object: string): void {
    const type = this.#model.objects.get(object);
    const { objects } = this.#model;
    if (type === undefined)
      throw new ObjectErrors.UnknownObject({ object, suggestion: didYouMean(object, objects.keys()) });
    if (type.person) return;
    throw new ObjectErrors.NoPerson({ object, persons: this.#persons });
  }

  get #persons(): readonly string[] {
    return [...this.#model.objects.values()].filter(({ person }) => person).map(({ name }) => name);
  }

  #purpose(name: string, channels: readonly string[]): Purpose {
    const { purposes } = this.#model.consent;
    const purpose = purposes.get(name);
    if (purpose === undefined) {
      const known = [...purposes.keys()];
      throw new ObjectErrors.UnknownPurpose({ purpose: name, suggestion: didYouMean(name, known), known });
    }
    const foreign = channels.find((channel) => !purpose.channels.includes(channel));
    if (foreign === undefined) return purpose;
    throw new ObjectErrors.UnknownChannel({ purpose: name, channel: foreign, known: purpose.channels });
  }

  async #statements(where: Condition): Promise<readonly StoredStatement[]> {
    const columns = Object.values(consentColumns);
    const order = [{ column: consentColumns.sequence }];
    const rows = await this.#context.storage.select({ store: SYSTEM, table: consentTable.name, columns, where, order });
    return rows.map(readStatement);
  }

  async #write(statements: readonly StoredStatement[]): Promise<void> {
    if (statements.length === 0) return;
    await this.#context.storage.write({ store: SYSTEM, statements: insertStatements(statements) });
  }

  #now(): string {
    return new Date(this.#context.clock.now()).toISOString();
  }
}

const latest = (statements: readonly StoredStatement[], purpose: string, channel: string) =>
  statements.findLast((each) => each.purpose === purpose && each.channel === channel);
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
