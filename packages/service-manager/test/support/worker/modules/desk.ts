import { threadId } from 'node:worker_threads';
import type { Call, Clock, Service, ServiceContext, Stub } from '@caruso/core';
import { defineComponent } from '../../../../src/assembly/define-component.js';
import { CLOCK, DIRECTORY, inject, LOG, SERVICES } from '../../../../src/assembly/inject.js';
import { provide } from '../../../../src/assembly/provision.js';
import type { Log } from '../../../../src/log.js';
import type { Directory } from '../../../../src/model/directory.js';
import type { Component, ServiceManager } from '../../../../src/model/service-manager.js';
import { Bell, Desk, DeskErrors, Names } from '../worker-contracts.js';

/** How the desk is to behave. */
export interface DeskOptions {
  readonly greeting?: string;
  readonly start?: 'fails' | 'fails by name' | 'hangs' | 'hangs until it is given up';
  readonly stop?: 'fails' | 'hangs';
  readonly version?: string;
}

class DeskService implements Service<typeof Desk> {
  readonly #notes: string[] = [];
  #unwell = '';

  constructor(
    @inject('options') private readonly options: DeskOptions,
    @inject(Names) private readonly names: Stub<typeof Names> | undefined,
    @inject(LOG) private readonly log: Log,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(DIRECTORY) private readonly directory: Directory,
    @inject(SERVICES) private readonly services: ServiceManager,
  ) {}

  async start({ signal }: ServiceContext) {
    this.#notes.push('started');
    const { start } = this.options;
    if (start === 'fails') throw new Error('the till is locked');
    if (start === 'fails by name') throw new DeskErrors.Closed({ until: 'nine' });
    if (start === 'hangs') await new Promise(() => {});
    if (start) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }

  check() {
    if (this.#unwell) throw new Error(this.#unwell);
  }

  async stop() {
    this.log.info('the desk stops');
    if (this.options.stop === 'fails') throw new Error('the till is open');
    if (this.options.stop === 'hangs') await new Promise(() => {});
  }

  async greet({ id }: { id: number }, { signal }: Call) {
    const { name } = this.names ? await this.names.nameOf({ id }, { signal }) : { name: 'nobody' };
    return { text: `${this.options.greeting ?? 'Hello'}, ${name}`, thread: threadId };
  }

  async fail({ how }: { how: string }): Promise<Record<string, never>> {
    switch (how) {
      case 'by name':
        throw new DeskErrors.Closed({ until: 'noon' });
      case 'unwell':
        this.#unwell = 'the bell is broken';
        return {};
      case 'log':
        this.#logAll();
        return {};
      case 'exit':
        process.exit(3);
        break;
      case 'memory':
        for (const hoard: unknown[] = []; ; ) hoard.push(new Array(100_000).fill(Math.random()));
      case 'loop':
        for (;;);
      case 'rejection':
        Promise.reject(new RangeError('nobody handles this'));
        break;
      default:
        setImmediate(() => {
          throw new TypeError('nobody catches this');
        });
    }
    return new Promise(() => {});
  }

  hang(_: object, { signal }: Call): Promise<Record<string, never>> {
    this.#notes.push('hanging');
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        this.#notes.push('aborted');
        reject(signal.reason);
      });
    });
  }

  async *count({ to }: { to: number }) {
    try {
      for (let n = 1; n <= to; n += 1) yield { n };
    } finally {
      this.#notes.push('count ended');
    }
  }

  async ask({ what }: { what: string }): Promise<unknown> {
    if (what === 'contracts')
      return this.directory.contracts().map(({ name, operations }) => [name, Object.keys(operations)]);
    if (what === 'entries') return this.directory.entries();
    if (what === 'call') return this.directory.call('test.names', 'nameOf', { id: 7 });
    if (what === 'names') {
      const all: string[] = [];
      for await (const { name } of this.names?.all({}) ?? []) if (all.push(name) === 3) break;
      return all;
    }
    if (what === 'clock') return this.clock.now();
    return this.services.list();
  }

  notes() {
    return this.#notes;
  }

  #logAll(): void {
    this.log.info('a line', { at: 1 });
    this.log.warn('a warning', { callback: () => {} });
    this.log.error('a problem', new Error('its reason'));
  }
}

class BellService implements Service<typeof Bell> {
  ring({ times }: { times: number }) {
    return { text: 'ding '.repeat(times).trim() };
  }
}

export default function desk(options: DeskOptions = {}): Component {
  return defineComponent({
    name: 'desk',
    version: options.version ?? '2.0.0',
    provides: [provide(Desk, DeskService), provide(Bell, BellService)],
    requires: [{ contract: Names, optional: true }],
    ranking: 4,
    startMs: 20_000,
    configure: (container) => container.bind('options').toConstantValue(options),
  });
}
