import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineEvent, newId, type Service } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAssembly } from '../src/assembly/assembly.js';
import { defineComponent } from '../src/assembly/define-component.js';
import { EVENTS, inject } from '../src/assembly/inject.js';
import { provide } from '../src/assembly/provision.js';
import { startAssembly } from '../src/assembly/start-assembly.js';
import type { EventSubscription, Events } from '../src/events/events.js';
import { natsEvents, type OpenEvents } from '../src/events/nats-events.js';
import { silentLog } from '../src/log.js';
import { Speaker, speaker } from './support/demo.js';
import { missingBinary, OwnServer } from './support/nats/nats-server.js';

const Said = defineEvent('demo.said', '1.0.0', z.object({ word: z.string() }));
const Listener = speaker('1.0.0', 'demo.listener');

/** Says what it was asked to say to whoever listens. */
class Crier implements Service<typeof Speaker> {
  constructor(@inject(EVENTS) private readonly events: Events) {}

  async say({ word }: { word: string }) {
    await this.events.publish(Said, { word });
    return { by: 'crier' };
  }
  ask() {
    return { by: 'crier' };
  }
  async *count() {}
}

/** Hears what is said. */
class Ear implements Service<typeof Listener> {
  #subscription: EventSubscription | undefined;
  #heard: (what: string) => void = () => {};
  readonly #first = new Promise<string>((resolve) => {
    this.#heard = resolve;
  });

  constructor(@inject(EVENTS) private readonly events: Events) {}

  async start() {
    this.#subscription = await this.events.subscribe(Said, { consumer: 'ear' }, ({ source, data }) =>
      this.#heard(`${source} says ${data.word}`),
    );
  }
  async stop() {
    await this.#subscription?.close();
  }
  async ask() {
    return { by: await this.#first };
  }
  say() {
    return { by: 'ear' };
  }
  async *count() {}
}

async function hear(events?: OpenEvents): Promise<string> {
  const components = [
    defineComponent({ name: 'crier', provides: [provide(Speaker, Crier)] }),
    defineComponent({ name: 'ear', provides: [provide(Listener, Ear)] }),
  ];
  const company = `demo-${newId().slice(0, 8)}`;
  const running = await startAssembly(defineAssembly({ company, components, ...(events ? { events } : {}) }), {
    log: silentLog,
  });
  try {
    await running.get(Speaker).say({ word: 'oyez' });
    return (await running.get(Listener).ask({})).by;
  } finally {
    await running.stop();
  }
}

describe('the events of an assembly', () => {
  it('are told by one component and heard by another, in the process', async () => {
    expect(await hear()).toBe('crier says oyez');
  });

  it('are the same over NATS', async (context) => {
    if (missingBinary) context.skip(missingBinary);
    const folder = mkdtempSync(join(tmpdir(), 'caruso-events-'));
    const server = await OwnServer.start(`jetstream { store_dir: "${folder}" }`);
    try {
      expect(await hear(natsEvents(server.url))).toBe('crier says oyez');
    } finally {
      await server.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
