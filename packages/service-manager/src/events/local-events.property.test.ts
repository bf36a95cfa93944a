import { defineEvent, VirtualClock } from '@caruso/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { silentLog } from '../log.js';
import type { EventSubscription } from './events.js';
import { localEvents } from './local-events.js';

const Counted = defineEvent('test.counted', '1.0.0', z.object({ number: z.number() }));
const consumers = ['a', 'b', 'c'];
const ATTEMPTS = 3;

const consumer = fc.constantFrom(...consumers);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('publish' as const), fails: fc.dictionary(consumer, fc.nat(4)) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('subscribe' as const), consumer }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), pick: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 500 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('turn' as const) }) },
);

/** What happened to one consumer. */
interface Story {
  /** How many events were published before it first subscribed. */
  readonly since: number;
  readonly ended: number[];
  readonly tries: Map<number, number>;
  atOnce: number;
}

it('every event is handled, or given up after the last attempt, in order, by every consumer that had subscribed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const clock = new VirtualClock();
      const bus = localEvents({ clock, log: silentLog });
      const events = bus.from('test');
      const stories = new Map<string, Story>();
      const failures: Record<string, number>[] = [];
      const open: EventSubscription[] = [];
      const wrong: string[] = [];
      const turn = () => new Promise((resolve) => setImmediate(resolve));

      const subscribe = async (name: string) => {
        const fresh: Story = { since: failures.length, ended: [], tries: new Map(), atOnce: 0 };
        const story = stories.get(name) ?? fresh;
        stories.set(name, story);
        const options = { consumer: name, attempts: ATTEMPTS, firstDelayMs: 40, longestDelayMs: 60 };
        const onGivenUp = ({ data }: { data: unknown }) => void story.ended.push(Counted.schema.parse(data).number);
        const subscription = await events.subscribe(Counted, { ...options, onGivenUp }, async ({ data, attempt }) => {
          const expected = (story.tries.get(data.number) ?? 0) + 1;
          if (attempt !== expected) wrong.push(`${name} gets ${data.number} as attempt ${attempt}, not ${expected}`);
          if (story.atOnce > 0) wrong.push(`${name} gets ${data.number} while it handles another`);
          story.atOnce += 1;
          story.tries.set(data.number, attempt);
          await turn();
          story.atOnce -= 1;
          if (attempt <= (failures[data.number]?.[name] ?? 0)) throw new Error('told to fail');
          story.ended.push(data.number);
        });
        open.push(subscription);
      };

      for (const action of steps) {
        if (action.do === 'publish') {
          failures.push(action.fails);
          await events.publish(Counted, { number: failures.length - 1 });
        } else if (action.do === 'subscribe') await subscribe(action.consumer);
        else if (action.do === 'close') void open.splice(action.pick % Math.max(1, open.length), 1)[0]?.close();
        else if (action.do === 'advance') clock.advance(action.ms);
        else await turn();
      }

      for (const name of stories.keys()) await subscribe(name);
      const done = () => [...stories.values()].every(({ since, ended }) => ended.length >= failures.length - since);
      for (let left = 5_000; left > 0 && !done(); left--) {
        await turn();
        clock.advance(60);
      }

      for (const [name, { since, ended, tries }] of stories) {
        const numbers = failures.map((_, number) => number).slice(since);
        expect(ended).toEqual(numbers);
        for (const number of numbers)
          expect(tries.get(number)).toBe(Math.min(ATTEMPTS, (failures[number]?.[name] ?? 0) + 1));
      }
      expect(wrong).toEqual([]);
      await bus.close();
      expect(clock.pending).toBe(0);
    }),
    { numRuns: 200 },
  );
});
