import { type Call, type Contract, defineContract, type Service, type VirtualClock } from '@caruso/core';
import { z } from 'zod';
import { silentLog } from '../../src/log.js';
import { createServiceManager, type ManagerOptions } from '../../src/manager/local-service-manager.js';
import type { Component, ComponentHost } from '../../src/model/service-manager.js';

/** A contract with one operation of each kind; who answers says so. */
export function speaker(version = '1.0.0', name = 'demo.speaker') {
  return defineContract(name, version, {
    say: { input: z.object({ word: z.string().max(20) }), output: z.object({ by: z.string() }) },
    ask: { input: z.object({}), output: z.object({ by: z.string() }), idempotent: true },
    count: { input: z.object({ to: z.int() }), output: z.int(), stream: true },
  });
}
export const Speaker = speaker();
export type SpeakerService = Service<typeof Speaker>;

/** A speaker that answers with its name. */
export class NamedSpeaker implements SpeakerService {
  readonly log: string[] = [];

  constructor(readonly name: string) {}

  say(_input: { word: string }, _call: Call): { by: string } | Promise<{ by: string }> {
    return { by: this.name };
  }
  ask(_input: object, _call: Call): { by: string } | Promise<{ by: string }> {
    return { by: this.name };
  }
  async *count({ to }: { to: number }, _call: Call): AsyncGenerator<number> {
    for (let value = 1; value <= to; value += 1) yield value;
  }
}

/** A component of one service, which a test makes as it likes. */
export function component(
  name: string,
  rest: Partial<Component> & { service?: SpeakerService | ((host: ComponentHost) => SpeakerService) } = {},
): Component {
  const { service = new NamedSpeaker(name), ...parts } = rest;
  return {
    name,
    provides: [Speaker],
    requires: [],
    create(host) {
      const made = typeof service === 'function' ? service(host) : service;
      return new Map(this.provides.map((contract) => [contract.name, made as unknown as Service<Contract>]));
    },
    ...parts,
  };
}

/** A manager for tests: keeps quiet, and waits for nobody unless told to. */
export const manager = (options: Partial<ManagerOptions> = {}) =>
  createServiceManager({ company: 'demo', log: silentLog, availabilityMs: 0, ...options });

/** A promise that a test settles. */
export function deferred<Value = void>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<Value>((done, fail) => {
    resolve = done;
    reject = fail;
  });
  return { promise, resolve, reject };
}

/** Lets everything happen that needs no time. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Moves a clock on in steps, so that what a timer sets off can set the next one. */
export async function pass(clock: VirtualClock, ms: number, steps = 10): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    clock.advance(ms / steps);
    await settle();
  }
}

export const who = async (answer: Promise<{ by: string }>): Promise<string> => (await answer).by;
