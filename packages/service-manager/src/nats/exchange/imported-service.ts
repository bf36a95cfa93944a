import type { CarusoError, Clock, Contract, Service, Timer } from '@caruso/core';
import type { Log } from '../../log.js';
import type { LocalServiceManager } from '../../manager/local-service-manager.js';
import type { Drained } from '../../model/receipt.js';
import type { MirroredState } from '../../model/service-entry.js';
import type { Component, ImportedRegistration } from '../../model/service-manager.js';
import type { NatsCaller } from '../nats-caller.js';
import { operationAt } from '../remote-operation.js';
import { remoteService } from '../remote-service.js';
import type { Subjects } from '../subjects.js';
import { outgoingTrace } from '../trace-context.js';
import type { ContractLibrary } from './contract-library.js';
import type { Operated, Operation } from './protocol.js';
import type { DirectoryEntry } from './statement.js';

/** What imported services need around them. */
export interface ImportTerms {
  readonly manager: LocalServiceManager;
  readonly caller: NatsCaller;
  readonly subjects: Subjects;
  readonly library: ContractLibrary;
  readonly clock: Clock;
  readonly log: Log;
  /** Operates a service in its own process. */
  operate(entry: DirectoryEntry, operation: Operation): Promise<Operated>;
}

/** For so long nobody is sent to a service that did not take a call; until then the directory says what has become of it. */
const SUSPICION_MS = 500;

/** One service of another process, as the service manager of this one has it. */
export class ImportedService {
  #registration: ImportedRegistration | undefined;
  /** What of it cannot change without another version of its component. */
  #facts = '';
  #turn: Promise<void>;
  /** Why no calls go to it, whatever its process says. */
  #suspended: string | undefined;
  #suspicion: Timer | undefined;
  #gone = false;

  /** @param after what has to be over before it can be registered */
  constructor(
    private readonly terms: ImportTerms,
    private entry: DirectoryEntry,
    after: Promise<void> | undefined,
  ) {
    this.#turn = after ? after.then(() => this.#apply()) : this.#apply();
  }

  /** Resolves when the service manager has taken over what was said until now. */
  settled(): Promise<void> {
    return this.#turn;
  }

  /** Takes over what its process says of it. */
  update(entry: DirectoryEntry): void {
    this.entry = entry;
    this.#endSuspicion();
    if (this.#registration && factsOf(entry) === this.#facts) this.#mirror();
    else this.#turn = this.#turn.then(() => this.#apply());
  }

  /** Lets no calls go to it for a reason; without one its own state counts again. */
  suspend(reason: string | undefined): void {
    this.#suspended = reason;
    this.#mirror();
  }

  /** Takes it out. Calls under way may end. Resolves when they have. */
  remove(): Promise<void> {
    this.#gone = true;
    this.#endSuspicion();
    this.suspend('it has left');
    this.#turn = this.#turn.then(async () => {
      await this.#registration?.unregister();
    });
    return this.#turn;
  }

  async #apply(): Promise<void> {
    const facts = factsOf(this.entry);
    if (this.#gone || facts === this.#facts) {
      this.#mirror();
      return;
    }
    try {
      await this.#enter(this.#component(this.entry), facts);
      this.#mirror();
    } catch (problem) {
      this.terms.log.error(`"${this.entry.component}" of ${this.entry.node} could not be taken in`, problem);
    }
  }

  async #enter(component: Component, facts: string): Promise<void> {
    const before = this.#registration;
    // From here on, what is said of its state counts, although calls on the version before may still be under way.
    this.#facts = facts;
    if (before) {
      const refused = await before.replace(component).then(
        () => undefined,
        (problem: CarusoError) => problem,
      );
      if (!refused) return;
      // Its own process has let the version take over; what is said against it here does not count.
      await before.unregister();
    }
    this.#registration = await this.terms.manager.import(component);
  }

  #component(entry: DirectoryEntry): Component {
    const { component: name, version, ranking, properties, node, drainMs } = entry;
    const provides = entry.contracts.map(({ digest }) => this.#contract(digest));
    return {
      name,
      version,
      provides,
      requires: [],
      ranking,
      properties,
      runsIn: node,
      health: { everyMs: 0 },
      // Its own process ends calls that take too long; this is only for when it fails to.
      drain: { deadlineMs: drainMs + 5_000 },
      elsewhere: {
        drain: async () => (await this.terms.operate(entry, { action: 'drain' })).drained ?? NOTHING,
        maintain: async (reason) => void (await this.terms.operate(entry, { action: 'maintain', reason })),
        resume: async () => void (await this.terms.operate(entry, { action: 'resume' })),
      },
      create: () => new Map(provides.map((contract) => [contract.name, this.#proxy(contract, entry)])),
    };
  }

  #contract(digest: string): Contract {
    const contract = this.terms.library.get(digest);
    if (contract) return contract;
    throw new Error(`the document of a contract (${digest}) is missing`);
  }

  #proxy(contract: Contract, { node, service }: DirectoryEntry): Service<Contract> {
    const { caller, subjects } = this.terms;
    const unheard = () => this.#suspect();
    return remoteService(
      caller,
      contract,
      (operation) => ({ ...operationAt(subjects, contract, operation, { node, service }), unheard }),
      outgoingTrace,
    );
  }

  /** It did not take a call: the next ones go elsewhere, or wait, until more is known. */
  #suspect(): void {
    if (this.#gone || this.#suspicion) return;
    const { clock } = this.terms;
    this.#suspicion = clock.at(clock.now() + SUSPICION_MS, () => {
      this.#suspicion = undefined;
      this.#mirror();
    });
    this.#mirror();
  }

  #endSuspicion(): void {
    this.#suspicion?.cancel();
    this.#suspicion = undefined;
  }

  #mirror(): void {
    const { ranking, properties } = this.entry;
    this.#registration?.mirror(this.#state(), { ranking, properties });
  }

  #state(): MirroredState {
    if (this.#suspended !== undefined) return { state: 'waiting', reason: this.#suspended };
    if (this.#suspicion) return { state: 'waiting', reason: 'its process did not take a call' };
    const { state, reason } = this.entry;
    return { state, ...(reason === undefined ? {} : { reason }) };
  }
}

const NOTHING: Drained = { inFlight: 0, drained: 0, aborted: 0, lost: 0, longestMs: 0 };

function factsOf({ component, version, contracts }: DirectoryEntry): string {
  return `${component}@${version} ${contracts.map(({ digest }) => digest).join(' ')}`;
}
