import type { Call } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import type { Component } from '../src/model/service-manager.js';
import { component, deferred, NamedSpeaker, Speaker, speaker } from './support/demo.js';
import { withoutLeaks } from './support/leaks.js';

const Other = speaker('1.0.0', 'demo.other');

/** Each fault with what brings it about, and the error by which its caller learns of it. On the real clock, for its timers. */
const faults: readonly [string, Partial<Component> & { service?: NamedSpeaker }, string][] = [
  ['a start that hangs', { startMs: 10, service: starting(() => new Promise(() => {})) }, 'StartTimeout'],
  [
    'a start that throws',
    {
      service: starting(() => {
        throw new Error('no');
      }),
    },
    'StartFailed',
  ],
  [
    'a start that throws something odd',
    {
      service: starting(() => {
        throw undefined;
      }),
    },
    'StartFailed',
  ],
  [
    'a factory that throws',
    {
      create: () => {
        throw new Error('no');
      },
    },
    'StartFailed',
  ],
  ['a factory that forgets a contract', { create: () => new Map() }, 'IncompleteService'],
  ['a need that nobody meets', { requires: [{ contract: Other, optional: false }] }, 'MissingDependency'],
  ['a bad name', { name: 'böse' }, 'BadComponent'],
  ['a bad version', { version: 'v1' }, 'BadComponent'],
  ['a bad ranking', { ranking: 0.5 }, 'BadComponent'],
  ['a reserved property', { properties: { state: 'x' } }, 'BadComponent'],
];

function starting(start: () => void | Promise<void>): NamedSpeaker {
  return Object.assign(new NamedSpeaker('one'), { start });
}

describe('a component with', () => {
  it.each(faults)('%s is refused by a named error, and leaves nothing behind', async (_what, fault, error) => {
    await withoutLeaks({}, async (services) => {
      const refused = services.register(component('one', fault), { waitMs: 10 });
      await expect(refused).rejects.toMatchObject({ name: error, code: expect.stringMatching(/^CRS-SVC-\d{3}$/) });
    });
  });
});

describe('a handler that', () => {
  const say = (word: string, call: Call): { by: string } | Promise<{ by: string }> => {
    if (word === 'throws') throw new Error('at once');
    if (word === 'throws nothing') throw undefined;
    if (word === 'rejects') return Promise.reject('a string');
    if (word === 'answers garbage') return null as never;
    if (word === 'ends when told')
      return new Promise((_, reject) => call.signal.addEventListener('abort', () => reject(call.signal.reason)));
    return new Promise(() => {});
  };
  const wild = component('one', {
    service: Object.assign(new NamedSpeaker('one'), {
      say: ({ word }: { word: string }, call: Call) => say(word, call),
    }),
  });

  it.each([
    ['throws', 'OperationFailed'],
    ['throws nothing', 'OperationFailed'],
    ['rejects', 'OperationFailed'],
    ['answers garbage', 'InvalidOutput'],
    ['ends when told', 'TimedOut'],
  ])('%s gives its caller a named error, and its lease back', async (word, error) => {
    await withoutLeaks({}, async (services) => {
      await services.register(wild);
      const call = services.get(Speaker).say({ word }, { timeoutMs: 10 });
      await expect(call).rejects.toMatchObject({ name: error });
    });
  });

  it('never settles is cut off when its component stops', async () => {
    await withoutLeaks({}, async (services) => {
      await services.register({ ...wild, drain: { deadlineMs: 5, graceMs: 5 } });
      const stuck = services.get(Speaker).say({ word: 'hangs' });
      stuck.catch(() => {});
      expect(await services.drain('one')).toMatchObject({ aborted: 1, lost: 1 });
      await expect(stuck).rejects.toThrow(ServiceErrors.DrainTimeout);
    });
  });
});

describe('a full queue', () => {
  it('refuses by a named error, and empties itself', async () => {
    await withoutLeaks({}, async (services) => {
      const release = deferred<{ by: string }>();
      await services.register(
        component('one', {
          concurrency: { atOnce: 1, waiting: 1 },
          service: Object.assign(new NamedSpeaker('one'), { say: () => release.promise }),
        }),
      );
      const stub = services.get(Speaker);
      const calls = [stub.say({ word: 'runs' }), stub.say({ word: 'waits' })];
      await expect(stub.say({ word: 'third' })).rejects.toMatchObject({ name: 'Overloaded', kind: 'unavailable' });
      release.resolve({ by: 'one' });
      expect(await Promise.all(calls)).toHaveLength(2);
    });
  });
});
