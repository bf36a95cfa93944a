import { defineContract, type Service, type Stub } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ServiceErrors } from '../errors.js';
import { silentLog } from '../log.js';
import { optional } from '../model/requirement.js';
import { defineAssembly } from './assembly.js';
import { defineComponent } from './define-component.js';
import { inject } from './inject.js';
import { provide } from './provision.js';
import { startAssembly } from './start-assembly.js';

const Names = defineContract('demo.names', '1.0.0', {
  current: { input: z.object({}), output: z.object({ name: z.string() }) },
});
const Greeter = defineContract('demo.greeter', '1.0.0', {
  greet: {
    input: z.object({ punctuation: z.string().max(1) }),
    output: z.object({ text: z.string() }),
    timeoutMs: 1_000,
  },
  spell: { input: z.object({}), output: z.string(), stream: true },
});

class FixedNames implements Service<typeof Names> {
  current() {
    return { name: 'Ada' };
  }
}

class PoliteGreeter implements Service<typeof Greeter> {
  constructor(@inject(Names) private readonly names: Stub<typeof Names>) {}

  async greet({ punctuation }: { punctuation: string }) {
    return { text: `Good day, ${(await this.names.current({})).name}${punctuation}` };
  }

  async *spell() {
    yield* (await this.names.current({})).name;
  }
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const names = defineComponent({ name: 'names', provides: [provide(Names, FixedNames)] });
const greeter = defineComponent({ name: 'greeter', provides: [provide(Greeter, PoliteGreeter)], requires: [Names] });
const start = (...components: Parameters<typeof defineAssembly>[0]['components'][number][]) =>
  startAssembly(defineAssembly({ company: 'demo', components }), { log: silentLog });

describe('an assembly', () => {
  it('hands each component the stubs of what it requires, whatever the order in which it is written', async () => {
    const running = await start(greeter, names);
    expect(await running.get(Greeter).greet({ punctuation: '!' })).toEqual({ text: 'Good day, Ada!' });
    await running.stop();
  });

  it('streams values and gives the lease back when the consumer stops early', async () => {
    const running = await start(greeter, names);
    for await (const letter of running.get(Greeter).spell({})) {
      expect(letter).toBe('A');
      break;
    }
    expect(running.directory.entries().map(({ leases }) => leases)).toEqual([0, 0]);
    await running.stop();
  });

  it('refuses input that does not fit the contract, before the service sees it', async () => {
    const running = await start(greeter, names);
    await expect(running.get(Greeter).greet({ punctuation: '!!' })).rejects.toSatisfy(ServiceErrors.InvalidInput.is);
    await running.stop();
  });

  it('calls by name, and says what there is when a name is wrong', async () => {
    const running = await start(greeter, names);
    expect(await running.directory.call('demo.names', 'current', {})).toEqual({ name: 'Ada' });
    await expect(running.directory.call('demo.nam', 'current', {})).rejects.toThrow('demo.greeter, demo.names');
    await expect(running.directory.call('demo.names', 'toString', {})).rejects.toThrow('It has: current');
    await running.stop();
  });

  it('stops what it had started when a later component fails, and names that component and the reason', async () => {
    const events: string[] = [];
    class Recording extends FixedNames implements Service<typeof Names> {
      stop() {
        events.push('names stopped');
      }
    }
    class Failing extends PoliteGreeter implements Service<typeof Greeter> {
      start() {
        throw new Error('no voice');
      }
    }
    const starting = start(
      defineComponent({ name: 'names', provides: [provide(Names, Recording)] }),
      defineComponent({ name: 'greeter', provides: [provide(Greeter, Failing)], requires: [Names] }),
    );
    await expect(starting).rejects.toThrow('The component "greeter" could not start: no voice');
    expect(events).toEqual(['names stopped']);
  });

  it('gives the start up when it is told to: the starting service hears of it, the started ones are stopped', async () => {
    const events: string[] = [];
    const giveUp = new AbortController();
    class Slow extends FixedNames implements Service<typeof Names> {
      async start({ signal }: { signal: AbortSignal }) {
        giveUp.abort();
        events.push(`told: ${signal.aborted}`);
      }
      stop() {
        events.push('stopped');
      }
    }
    const slow = defineComponent({ name: 'names', provides: [provide(Names, Slow)] });
    const starting = startAssembly(
      { company: 'demo', components: [slow, greeter] },
      { log: silentLog, signal: giveUp.signal },
    );
    await expect(starting).rejects.toSatisfy(ServiceErrors.StartGivenUp.is);
    expect(events).toEqual(['told: true', 'stopped']);
  });

  it('lets calls in flight finish before it stops a service, and takes no new ones', async () => {
    const events: string[] = [];
    const release = deferred();
    class Slow implements Service<typeof Names> {
      async current() {
        await release.promise;
        events.push('answered');
        return { name: 'Ada' };
      }
      stop() {
        events.push('stopped');
      }
    }
    const running = await start(defineComponent({ name: 'names', provides: [provide(Names, Slow)] }));
    const call = running.get(Names).current({});
    const stopping = running.stop();
    await expect(running.get(Names).current({})).rejects.toSatisfy(ServiceErrors.Unavailable.is);
    release.resolve();
    await Promise.all([call, stopping]);
    expect(events).toEqual(['answered', 'stopped']);
  });

  it('stops in reverse order, so that a service may still call what it depends on', async () => {
    let farewell = '';
    class Goodbye extends PoliteGreeter implements Service<typeof Greeter> {
      constructor(@inject(Names) names: Stub<typeof Names>) {
        super(names);
      }
      async stop() {
        farewell = (await this.greet({ punctuation: '.' })).text;
      }
    }
    const running = await start(
      defineComponent({ name: 'greeter', provides: [provide(Greeter, Goodbye)], requires: [Names] }),
      names,
    );
    await running.stop();
    expect(farewell).toBe('Good day, Ada.');
  });

  it('reports a failed check as unhealthy with its reason, and recovers', async () => {
    let well = false;
    class Fragile extends FixedNames implements Service<typeof Names> {
      check() {
        if (!well) throw new Error('line is down');
      }
    }
    const running = await start(defineComponent({ name: 'names', provides: [provide(Names, Fragile)] }));
    expect(await running.health()).toMatchObject([{ state: 'unhealthy', reason: 'line is down' }]);
    well = true;
    expect(await running.health()).toMatchObject([{ state: 'active' }]);
    await running.stop();
  });

  it('injects undefined for an optional contract that nobody provides', async () => {
    class Shy implements Service<typeof Names> {
      constructor(@inject(Greeter) private readonly greeter: Stub<typeof Greeter> | undefined) {}
      current() {
        return { name: this.greeter ? 'somebody' : 'nobody' };
      }
    }
    const running = await start(
      defineComponent({ name: 'names', provides: [provide(Names, Shy)], requires: [optional(Greeter)] }),
    );
    expect(await running.get(Names).current({})).toEqual({ name: 'nobody' });
    await running.stop();
  });

  it('times a call out, aborts its signal, and keeps the lease until the handler has settled', async () => {
    const release = deferred();
    let aborted = false;
    class Stuck implements Service<typeof Names> {
      async current(_input: object, call: { signal: AbortSignal }) {
        call.signal.addEventListener('abort', () => {
          aborted = true;
        });
        await release.promise;
        return { name: 'late' };
      }
    }
    const running = await start(defineComponent({ name: 'names', provides: [provide(Names, Stuck)] }));
    await expect(running.get(Names).current({}, { timeoutMs: 1 })).rejects.toSatisfy(ServiceErrors.TimedOut.is);
    expect(aborted).toBe(true);
    expect(running.directory.entries()[0]?.leases).toBe(1);
    release.resolve();
    await running.stop();
    expect(running.directory.entries()[0]?.leases).toBe(0);
  });
});
