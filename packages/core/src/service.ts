import type { ArgumentOf, Contract, InputOf, OutputOf, ResultOf } from './contract.js';

/**
 * For whom a call is made: an employee, or a customer who serves himself, as the border knows him that let him in. Handlers that
 * call on pass it on. A call without an actor is made by the system itself, which may do everything.
 */
export interface Actor {
  readonly id: string;
  readonly roles: readonly string[];
}

/** What a handler is told about the call it serves. */
export interface Call {
  /** Aborted when the caller gives up, the time-out passes, or a drain's deadline is over. */
  readonly signal: AbortSignal;
  /** Name of the component that calls, or of the border it came through (`http`, `cli`). */
  readonly caller: string;
  /** For whom it is made, if for somebody. */
  readonly actor?: Actor | undefined;
}

/** What a service is told when it starts. */
export interface ServiceContext {
  /** Aborted when the start is to be given up. */
  readonly signal: AbortSignal;
}

/** The lifecycle of a service; each part is optional. */
export interface Lifecycle {
  /** Opens what the service needs; the service is visible only after this has resolved. */
  start?(context: ServiceContext): void | Promise<void>;
  /** Closes it again; called only when no call is in flight. */
  stop?(): void | Promise<void>;
  /** Resolves when the service can do its work, and rejects with the reason when it can't. */
  check?(): void | Promise<void>;
}

type Handler<Op> = Op extends { readonly stream: true }
  ? (input: InputOf<Op>, call: Call) => AsyncIterable<ResultOf<Op>>
  : (input: InputOf<Op>, call: Call) => ResultOf<Op> | Promise<ResultOf<Op>>;

/** What implements the contract `C`: a handler for each operation, and the lifecycle. */
export type Service<C extends Contract> = Lifecycle & {
  [Name in keyof C['operations']]: Handler<C['operations'][Name]>;
};

/** What a caller may say about a call. */
export interface CallOptions {
  /** Gives the call up. */
  readonly signal?: AbortSignal;
  /** Replaces the operation's own time-out, in milliseconds. */
  readonly timeoutMs?: number;
  /** How often an idempotent operation is tried again when its provider is not available or too slow. Default 0. */
  readonly retries?: number;
  /** For whom the call is made. */
  readonly actor?: Actor | undefined;
}

type Method<Op> = Op extends { readonly stream: true }
  ? (input: ArgumentOf<Op>, options?: CallOptions) => AsyncIterable<OutputOf<Op>>
  : (input: ArgumentOf<Op>, options?: CallOptions) => Promise<OutputOf<Op>>;

/** What a consumer holds: a method for each operation, wherever the service runs and whichever version it is. */
export type Stub<C extends Contract> = { readonly [Name in keyof C['operations']]: Method<C['operations'][Name]> };

/** The states of a service, in the order of a life. */
export type ServiceState =
  | 'declared'
  | 'waiting'
  | 'starting'
  | 'active'
  | 'unhealthy'
  | 'maintenance'
  | 'draining'
  | 'stopped'
  | 'failed';
