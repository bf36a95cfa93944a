import { type Contract, defineContract, defineErrors, error, newId } from '@caruso/core';
import { z } from 'zod';
import type { NatsLink } from '../../../src/nats/nats-link.js';
import { operationAt, type RemoteOperation } from '../../../src/nats/remote-operation.js';
import type { NatsCall, ServedService } from '../../../src/nats/served-service.js';
import { Moment } from './moment.js';

/** The contract most tests here use. */
export const Sums = defineContract('test.sums', '1.2.0', {
  add: { input: z.object({ a: z.number(), b: z.number() }), output: z.object({ sum: z.number() }) },
  echo: { input: z.unknown(), output: z.unknown() },
  fail: { input: z.object({ how: z.enum(['ours', 'plain', 'later']) }), output: z.object({}) },
  /** Answers when the test lets it, or fails when it is given up. */
  wait: { input: z.object({}), output: z.object({}) },
  whoCalls: { input: z.object({}), output: z.object({ caller: z.string(), trace: z.string().optional() }) },
  count: { input: z.object({ to: z.number() }), output: z.object({ value: z.number() }), stream: true },
});

export const SumErrors = defineErrors('TST', {
  TooMuch: error(1, 'conflict', ({ limit }: { limit: number }) => `More than ${limit} is too much.`),
});

/** A service with which all that can happen to a call can be tried. */
export class SumsService implements ServedService {
  readonly id = newId().slice(0, 8);
  readonly contracts: readonly Contract[] = [Sums];
  /** Reached when `wait` has been called. */
  waiting = new Moment();
  /** Lets `wait` answer. */
  release = new Moment();
  /** Reached when the signal of `wait` was aborted. */
  readonly givenUp = new Moment();
  /** Why it was. */
  reason: unknown;
  /** Values the stream has produced. */
  produced = 0;
  /** Reached when the stream has cleaned up. */
  readonly streamEnded = new Moment();

  constructor(
    readonly name = 'adder',
    readonly version = '1.2.3',
  ) {}

  readonly description = 'Adds numbers up';

  invoke(_contract: Contract, operation: string, input: unknown, call: NatsCall): unknown {
    switch (operation) {
      case 'add': {
        const { a, b } = input as { a: number; b: number };
        return { sum: a + b };
      }
      case 'echo':
        return input;
      case 'fail':
        return this.#fail((input as { how: string }).how);
      case 'wait':
        return this.#wait(call);
      case 'whoCalls':
        return { caller: call.caller, trace: call.header('traceparent') };
      default:
        return this.#count((input as { to: number }).to, call);
    }
  }

  #fail(how: string): unknown {
    if (how === 'ours') throw new SumErrors.TooMuch({ limit: 9 });
    if (how === 'plain') throw new TypeError('out of order\nin two lines');
    return Promise.reject(new SumErrors.TooMuch({ limit: 7 }));
  }

  async #wait({ signal }: NatsCall): Promise<object> {
    signal.addEventListener('abort', () => {
      this.reason = signal.reason;
      this.givenUp.reach();
    });
    this.waiting.reach();
    await Promise.race([this.release.reached, this.givenUp.reached]);
    return {};
  }

  async *#count(to: number, { signal }: NatsCall): AsyncGenerator<{ value: number }> {
    try {
      for (let value = 1; value <= to && !signal.aborted; value += 1) {
        this.produced = value;
        yield { value };
      }
    } finally {
      this.streamEnded.reach();
    }
  }
}

/** Where an operation of a service that `provider` offers is called. */
export function at(provider: NatsLink, { id }: ServedService, operation: string): RemoteOperation {
  return operationAt(provider.subjects, Sums, operation, { node: provider.node, service: id });
}
