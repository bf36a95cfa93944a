import { type Actor, type Call, defineContract, type Service } from '@caruso/core';
import { z } from 'zod';
import { defineComponent } from '../../../src/assembly/define-component.js';
import { provide } from '../../../src/assembly/provision.js';
import type { Component } from '../../../src/model/service-manager.js';
import { Moment } from './moment.js';

export const Greeter = defineContract('test.greeter', '1.0.0', {
  greet: { input: z.object({ name: z.string() }), output: z.object({ text: z.string() }), idempotent: true },
  /** Answers when the test lets it. */
  ponder: { input: z.object({}), output: z.object({ by: z.string() }) },
  whoCalls: { input: z.object({}), output: z.object({ caller: z.string(), actor: z.custom<Actor>().optional() }) },
  count: { input: z.object({ to: z.int() }), output: z.object({ value: z.int() }), stream: true },
});

/** What the test sees and steers of a greeter. */
export class GreeterSwitch {
  readonly pondering = new Moment();
  readonly release = new Moment();
  calls = 0;
  stopped = false;
}

/** A component that greets, and names itself in what it says. */
export function greeter(says: string, more: Partial<Component> & { readonly steer?: GreeterSwitch } = {}): Component {
  const { steer = new GreeterSwitch(), ...rest } = more;
  class Greeting implements Service<typeof Greeter> {
    greet({ name }: { name: string }) {
      if (steer.stopped) throw new Error('called after it was stopped');
      steer.calls += 1;
      return { text: `${says}, ${name}` };
    }
    async ponder(_input: object, { signal }: { readonly signal: AbortSignal }) {
      steer.pondering.reach();
      await Promise.race([steer.release.reached, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
      if (steer.stopped) throw new Error('stopped under a call');
      return { by: says };
    }
    whoCalls(_input: object, { caller, actor }: Call) {
      return { caller, actor };
    }
    async *count({ to }: { to: number }) {
      for (let value = 1; value <= to; value += 1) yield { value };
    }
    stop() {
      steer.stopped = true;
    }
  }
  return { ...defineComponent({ name: 'greeter', provides: [provide(Greeter, Greeting)] }), ...rest };
}
