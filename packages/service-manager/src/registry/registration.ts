import type { CarusoError } from '@caruso/core';
import type { Component, Properties } from '../assembly/component.js';
import type { Drained } from './drain.js';
import type { Receipt, ReplaceOptions } from './replacement.js';
import type { ServiceEntry } from './service-entry.js';
import type { MirroredState } from './service-record.js';

/** What can change about a registration while it runs. Its id, contracts, version and state cannot be set. */
export interface RegistrationUpdate {
  readonly ranking?: number;
  /** Replaces all properties. One that is undefined is absent. */
  readonly properties?: Properties;
}

/** What whoever registered a component holds. */
export interface Registration {
  readonly id: string;
  entry(): ServiceEntry;
  /** @throws ServiceErrors.BadComponent for a ranking or a property that cannot be used */
  update(update: RegistrationUpdate): void;
  /** Tries again to start a component that has failed. */
  start(): Promise<void>;
  replace(component: Component, options?: ReplaceOptions): Promise<Receipt>;
  /** Takes it out: running calls end, then its services stop. A second time does nothing. */
  unregister(): Promise<Drained>;
  /** The component says that it is well, where its health policy has a `ttlMs`. */
  beat(): void;
}

/** What a transport holds of a component that runs in another process. */
export interface ImportedRegistration extends Registration {
  /** Takes over what the other process says of it. */
  mirror(state: MirroredState, update?: RegistrationUpdate): void;
  /** Takes it out at once: calls in flight on it end with `problem`. */
  withdraw(problem: CarusoError): Promise<void>;
}
