import type { CarusoError } from '@caruso/core';
import type { Msg } from '@nats-io/transport-node';
import { Outgoing } from './outgoing.js';
import type { RemoteCallOptions, RemoteOperation } from './remote-operation.js';
import { answeredProblem } from './wire-error.js';

/** A call that waits for its one answer. */
export class OutgoingCall extends Outgoing {
  constructor(
    target: RemoteOperation,
    options: RemoteCallOptions,
    private readonly resolve: (value: unknown) => void,
    private readonly reject: (problem: unknown) => void,
  ) {
    super(target, options);
  }

  answered(answer: Msg): boolean {
    const problem = answeredProblem(answer, this.target.place);
    if (problem) {
      this.noteUnheard(problem);
      this.reject(problem);
    } else {
      try {
        this.resolve(this.valueOf(answer));
      } catch (unreadable) {
        this.reject(unreadable);
      }
    }
    return true;
  }

  failed(problem: CarusoError): void {
    this.reject(problem);
  }
}
