import type { InputOf, OutputOf } from '@caruso/core';
import { HubContract } from '../exchange/protocol.js';
import { jsonPayload } from '../json-payload.js';
import type { NatsCaller } from '../nats-caller.js';
import type { NatsLink } from '../nats-link.js';
import type { RemoteOperation } from '../remote-operation.js';

type Operations = (typeof HubContract)['operations'];
type Name = Exclude<keyof Operations, 'snapshot' | 'seen'>;
type Input<N extends keyof Operations> = Omit<InputOf<Operations[N]>, 'node'>;

/** What a process asks of the hub. */
export class HubClient {
  constructor(
    private readonly link: NatsLink,
    private readonly caller: NatsCaller,
  ) {}

  hello(): Promise<OutputOf<Operations['hello']>> {
    return this.#ask('hello', {});
  }

  beat(): Promise<OutputOf<Operations['beat']>> {
    return this.#ask('beat', {});
  }

  async register(input: Input<'register'>): Promise<void> {
    await this.#ask('register', input);
  }

  async withdraw(id: string): Promise<void> {
    await this.#ask('withdraw', { id });
  }

  async leave(): Promise<void> {
    await this.#ask('leave', {});
  }

  /** All changes up to a number have been taken over. */
  seen(epoch: string, number: number): void {
    if (!this.link.connected) return;
    const payload = jsonPayload({ node: this.link.node, epoch, number });
    this.link.connection.publish(this.#target('seen').subject, payload);
  }

  /** The process of a service is named in the input, not by this client. */
  operate(input: InputOf<Operations['operate']>): Promise<OutputOf<Operations['operate']>> {
    return this.#ask('operate', input);
  }

  /** @param hub the process of the hub, which the stream comes from */
  async *snapshot(hub: string): AsyncGenerator<OutputOf<Operations['snapshot']>> {
    const { output } = HubContract.operations.snapshot;
    const input = { node: this.link.node };
    for await (const part of this.caller.stream({ ...this.#target('snapshot'), node: hub }, input))
      yield output.parse(part);
  }

  async #ask<N extends Name>(operation: N, input: object): Promise<OutputOf<Operations[N]>> {
    const { output, timeoutMs } = HubContract.operations[operation];
    const answer = await this.caller.call(this.#target(operation), { node: this.link.node, ...input }, { timeoutMs });
    return output.parse(answer) as OutputOf<Operations[N]>;
  }

  #target(operation: keyof Operations): RemoteOperation {
    const subject = this.link.subjects.hub(this.link.node, operation);
    return { place: { contract: HubContract.name, operation }, subject };
  }
}
