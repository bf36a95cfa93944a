import type { ContactCentre, ContactCentreEvent } from '@caruso/communication-server/contract';
import { type Stub, VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { afterEach, describe, expect, it } from 'vitest';
import type { Checkpoint, FactStore, Progress } from '../store/fact-store.js';
import { Projector } from './projector.js';

/** A log that grows when a test says so, and a checkpoint whose writes can fail. Only what a projector calls is there. */
class Surroundings {
  readonly clock = new VirtualClock(1_000);
  readonly log: ContactCentreEvent[] = [];
  readonly written: number[] = [];
  checkpoint: Checkpoint | undefined;
  fails = false;
  #ring: () => void = () => {};

  readonly projector = new Projector(
    {
      events: async ({ after = 0, limit }: { after?: number; limit?: number }) =>
        this.log.slice(after, after + (limit ?? this.log.length)),
      followEvents: (input: { after?: number }, options: { signal: AbortSignal }) =>
        this.#follow(input.after ?? 0, options.signal),
    } as unknown as Stub<typeof ContactCentre>,
    {
      define: async () => {},
      checkpoint: async () => this.checkpoint,
      write: async (_: unknown, before: number, { event, at, kept = this.checkpoint }: Progress) => {
        if (this.fails) throw new Error('disk full');
        expect(before).toBe(this.checkpoint?.event ?? 0);
        if (!kept) throw new Error('the first checkpoint has no live state');
        this.checkpoint = { event, at, shape: kept.shape, state: kept.state };
        this.written.push(event);
      },
    } as unknown as FactStore,
    { zone: 'UTC', thresholdOf: () => 20_000 },
    { clock: this.clock, log: silentLog, relearn: async () => {} },
  );

  /** So many contacts arrive, and stay. */
  arrive(count: number): void {
    for (let added = 0; added < count; added++) {
      const origin = { gateway: 'mail', externalId: 'x', from: 'x', to: 'us', attributes: {} };
      const contact = `c${this.log.length}`;
      const arrived = { type: 'contact-arrived', contact, channel: 'mail', direction: 'in', ...origin } as const;
      this.log.push({ number: this.log.length + 1, at: this.clock.now(), ...arrived });
    }
    this.#ring();
  }

  happen(count: number): void {
    for (let added = 0; added < count; added++)
      this.log.push({ number: this.log.length + 1, at: this.clock.now(), type: 'agent-logged-in', agent: 'ada' });
    this.#ring();
  }

  async *#follow(after: number, signal: AbortSignal) {
    signal.addEventListener('abort', () => this.#ring(), { once: true });
    for (let next = after; !signal.aborted; ) {
      for (; next < this.log.length; next++) yield this.log[next];
      if (signal.aborted) return;
      await new Promise<void>((resolve) => {
        this.#ring = resolve;
      });
    }
  }
}

let around = new Surroundings();
afterEach(async () => {
  await around.projector.stop();
  around = new Surroundings();
});
/** Lets everything that does not wait for time happen. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('Projector', () => {
  it('carries a burst over in one batch, and bursts at most five times a second', async () => {
    await around.projector.start();
    for (let burst = 0; burst < 10; burst++) {
      around.happen(10);
      await settle();
      around.clock.advance(50);
      await settle();
    }
    expect(around.written.length).toBeLessThanOrEqual(4);
    around.clock.advance(200);
    await settle();
    expect(around.checkpoint?.event).toBe(100);
  });

  it('throws away what could not be stored, and carries it over again later', async () => {
    await around.projector.start();
    around.fails = true;
    around.happen(3);
    await expect(around.projector.current((state) => state.event)).rejects.toThrow('disk full');
    around.fails = false;
    expect(await around.projector.current((state) => state.event)).toBe(3);
    expect(around.written).toEqual([3]);
  });

  it('tries again by itself after a failure', async () => {
    await around.projector.start();
    around.fails = true;
    around.happen(3);
    await settle();
    around.clock.advance(200);
    await settle();
    around.fails = false;
    for (let second = 0; second < 3; second++) {
      around.clock.advance(1_000);
      await settle();
    }
    expect(around.checkpoint?.event).toBe(3);
  });

  it('lets the monitor be read while a long report is, which still sees its own event only', async () => {
    around.happen(2);
    await around.projector.start();
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const report = around.projector.current(async (state) => {
      await gate;
      return state.event;
    });
    await settle();
    around.happen(5);
    expect(await around.projector.latest((state) => state.event)).toBe(2);
    finish();
    expect(await report).toBe(2);
    expect(await around.projector.latest((state) => state.event)).toBe(7);
  });

  const none = { event: 3, at: 0, agents: [], contacts: [], today: [], campaigns: [] };

  it('makes the live state anew from the log when its stored shape is another', async () => {
    around.happen(4);
    around.checkpoint = { event: 3, at: 0, shape: 'older', state: none };
    await around.projector.start();
    expect(await around.projector.current((state) => [...state.agents.keys()])).toEqual(['ada']);
    expect(around.written).toEqual([4]);
  });

  it('keeps the live state of many contacts seldom, and makes it anew from there at the next start', async () => {
    await around.projector.start();
    const current = () => around.projector.current((state) => state.snapshot());
    around.arrive(1_000);
    await current();
    const keptAt: number[] = [];
    for (let event = 0; event < 1_500; event += 100) {
      around.happen(100);
      await current();
      keptAt.push(around.checkpoint?.state.event ?? 0);
    }
    expect([...new Set(keptAt)]).toEqual([1_000, 2_000]);
    expect(around.checkpoint?.event).toBe(2_500);
    const before = await current();
    await around.projector.stop();
    const { log, checkpoint } = around;
    around = new Surroundings();
    around.log.push(...log);
    around.checkpoint = checkpoint;
    await around.projector.start();
    expect(await current()).toEqual(before);
    expect(around.written).toEqual([]);
  });

  it('refuses facts that go further than the log', async () => {
    around.checkpoint = { event: 3, at: 0, shape: 'older', state: none };
    await expect(around.projector.start()).rejects.toThrow('the event log ends before it');
  });
});
