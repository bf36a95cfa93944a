import type { CarusoError, InputOf } from '@caruso/core';
import { ServiceErrors } from '../../errors.js';
import type { Imports } from '../exchange/imports.js';
import { HubContract, type Operated, type Operation, type SnapshotPart } from '../exchange/protocol.js';
import { type DirectoryEntry, keyOf } from '../exchange/statement.js';
import { Subjects, userOf } from '../subjects.js';
import type { Confirmations } from './confirmations.js';
import type { Grants } from './grants.js';
import type { HubDirectory } from './hub-directory.js';
import type { Nodes } from './nodes.js';

type Input<Name extends keyof typeof HubContract.operations> = InputOf<(typeof HubContract.operations)[Name]>;

/** What requests of processes act on. */
export interface HubParts {
  /** The process of the hub. */
  readonly node: string;
  /** Names this start of the hub. */
  readonly epoch: string;
  readonly grants: Grants;
  readonly directory: HubDirectory;
  readonly nodes: Nodes;
  readonly confirmations: Confirmations;
  readonly imports: Imports;
  operate(entry: DirectoryEntry, operation: Operation): Promise<Operated>;
}

/** Answers what the processes of users ask of the hub. The user comes from the subject, which the NATS server has checked. */
export class HubRequests {
  constructor(private readonly parts: HubParts) {}

  /** Carries a request out; the input fits the contract. */
  handle(operation: string, input: unknown, subject: string): unknown {
    const { node } = input as { readonly node: string };
    const user = Subjects.readHubUser(subject);
    // What is asked about a service names the process where it runs, which may be anybody's.
    if (operation !== 'operate' && userOf(node) !== user) {
      throw new ServiceErrors.Forbidden({ contract: HubContract.name, operation });
    }
    switch (operation) {
      case 'hello':
        return this.#hello(node, user);
      case 'beat':
        return this.#beat(node, user);
      case 'register':
        return this.#register(input as Input<'register'>, user);
      case 'withdraw':
        return this.#withdraw(input as Input<'withdraw'>);
      case 'leave':
        return this.#leave(node);
      case 'seen':
        return this.#seen(input as Input<'seen'>);
      case 'operate':
        return this.#operate(input as Input<'operate'>, user);
      default:
        return this.#snapshot(user);
    }
  }

  #hello(node: string, user: string) {
    const { directory, nodes, grants, epoch, node: hub } = this.parts;
    const known = nodes.has(node);
    nodes.hear(node);
    directory.join(node);
    const callable = grants.callable(user);
    return { hub, epoch, known, ...(callable === undefined ? {} : { mayCall: [...callable] }) };
  }

  #beat(node: string, user: string) {
    const { nodes, directory, epoch } = this.parts;
    const known = nodes.has(node);
    if (known) nodes.hear(node);
    return { epoch, known, number: directory.number(user) };
  }

  /** Answers when the service manager here knows the service, and everybody who may see it has been told. */
  async #register({ node, statement, documents }: Input<'register'>, user: string) {
    const { grants, directory, nodes, imports, confirmations } = this.parts;
    for (const { name } of statement.contracts) {
      if (!grants.mayProvide(user, name)) throw new ServiceErrors.MayNotProvide({ contract: name, user });
    }
    nodes.hear(node);
    for (const text of documents) this.#takeIn(text);
    for (const { name, version, digest } of statement.contracts) {
      const contract = directory.library.get(digest);
      if (contract?.name !== name || contract.version !== version) {
        throw invalid('register', `the document of ${name} ${version} is missing`);
      }
    }
    const entry = { ...statement, node };
    imports.set(entry);
    const told = directory.set(entry);
    await imports.settled(keyOf(entry));
    await confirmations.of([...told].filter(([other]) => other !== node));
    return {};
  }

  #takeIn(text: string): void {
    try {
      this.parts.directory.library.add(text);
    } catch (problem) {
      throw invalid('register', `the document of a contract cannot be read: ${String(problem)}`);
    }
  }

  #withdraw({ node, id }: Input<'withdraw'>) {
    const { imports, directory } = this.parts;
    imports.remove(keyOf({ node, id }));
    directory.remove(node, id);
    return {};
  }

  #seen({ node, epoch, number }: Input<'seen'>) {
    if (epoch === this.parts.epoch) this.parts.confirmations.seen(node, number);
    return {};
  }

  #leave(node: string) {
    const { directory, nodes, confirmations } = this.parts;
    for (const { id } of directory.of(node)) this.#withdraw({ node, id });
    directory.part(node);
    nodes.forget(node);
    confirmations.forget(node);
    return {};
  }

  #operate({ node, id, operation }: Input<'operate'>, user: string): Promise<Operated> {
    const { directory, grants } = this.parts;
    const entry = directory.get(keyOf({ node, id }));
    if (!entry) throw new ServiceErrors.UnknownService({ service: id, known: [] });
    const contracts = entry.contracts.map(({ name }) => name);
    if (!grants.mayOperate(user, contracts)) {
      throw new ServiceErrors.MayNotOperate({ component: entry.component, user });
    }
    return this.parts.operate(entry, operation);
  }

  async *#snapshot(user: string): AsyncGenerator<SnapshotPart> {
    yield* this.parts.directory.snapshot(user, this.parts.epoch);
  }
}

function invalid(operation: string, issues: string): CarusoError {
  return new ServiceErrors.InvalidInput({ contract: HubContract.name, operation, issues });
}
