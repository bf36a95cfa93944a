import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalServiceManager } from '../src/manager/local-service-manager.js';
import { component, NamedSpeaker, Speaker, settle } from './support/demo.js';
import { withoutLeaks } from './support/leaks.js';

/** Answers after some turns of the event loop, and knows whether it was stopped before. */
class Worker extends NamedSpeaker {
  #stopped = false;

  constructor(
    name: string,
    private readonly problems: string[],
  ) {
    super(name);
  }
  override async say({ word }: { word: string }) {
    for (let turn = 0; turn < word.length; turn += 1) {
      if (this.#stopped) this.problems.push(`${this.name} is used after its stop`);
      await settle();
    }
    return { by: this.name };
  }
  stop() {
    this.#stopped = true;
  }
}

type Step = 'call' | 'replace' | 'gap' | 'maintain' | 'pin' | 'turn';
const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>('call') },
  { weight: 2, arbitrary: fc.constantFrom<Step>('replace', 'turn') },
  { weight: 1, arbitrary: fc.constantFrom<Step>('gap', 'maintain', 'pin') },
);

describe('whatever happens in whatever order', () => {
  it('no call is lost, nobody is called after its stop, and every lease comes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const problems: string[] = [];
        await withoutLeaks({ availabilityMs: 60_000 }, (services) => play(services, steps, problems));
        expect(problems).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

async function play(services: LocalServiceManager, steps: readonly Step[], problems: string[]): Promise<void> {
  let version = 0;
  const next = () => {
    version += 1;
    return component('worker', { version: `1.${version}.0`, service: new Worker(`v${version}`, problems) });
  };
  await services.register(next());
  const stub = services.get(Speaker);
  const calls: Promise<unknown>[] = [];
  const changes: Promise<unknown>[] = [];
  for (const [index, what] of steps.entries()) {
    if (what === 'call') calls.push(stub.say({ word: 'x'.repeat(index % 5) }));
    else if (what === 'replace') changes.push(services.replace('worker', next()));
    else if (what === 'gap') {
      // Only one at a time: what is taken out cannot be replaced.
      await Promise.all(changes.splice(0));
      changes.push(services.drain('worker'));
      await services.register(next());
    } else if (what === 'maintain') {
      await services.maintain('worker', 'for a moment');
      changes.push(settle().then(() => services.resume('worker')));
    } else if (what === 'pin') services.pin('demo', Speaker, index % 2 === 0 ? '^1.0' : undefined);
    else await settle();
  }
  const receipts = (await Promise.all(changes)) as ({ readonly lost: number } | undefined)[];
  expect(receipts.every((receipt) => receipt === undefined || receipt.lost === 0)).toBe(true);
  const answers = await Promise.all(calls);
  expect(answers).toHaveLength(steps.filter((what) => what === 'call').length);
}
