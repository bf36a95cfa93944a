import { defineContract } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ServiceErrors } from '../../errors.js';
import { silentLog } from '../../log.js';
import type { Statement } from '../exchange/statement.js';
import { Announcements } from './announcements.js';
import type { HubClient } from './hub-client.js';

const contract = defineContract('test.names', '1.0.0', { get: { input: z.object({}), output: z.object({}) } });

const statement = (id: string, state: Statement['state'] = 'active'): Statement => ({
  id,
  service: id,
  component: id,
  version: '1.0.0',
  contracts: [],
  ranking: 0,
  properties: {},
  state,
  drainMs: 0,
});

/** A hub that remembers what it is told, as long as it is there. */
function setting() {
  const heard: string[] = [];
  const hub = { fails: undefined as Error | undefined };
  const client = {
    register: async ({
      statement: { id, state },
      documents,
    }: {
      statement: Statement;
      documents: readonly string[];
    }) => {
      if (hub.fails) throw hub.fails;
      heard.push(`${id} ${state}${documents.length > 0 ? ' with its contract' : ''}`);
    },
    withdraw: async (id: string) => {
      if (hub.fails) throw hub.fails;
      heard.push(`${id} gone`);
    },
  } as unknown as HubClient;
  return { announcements: new Announcements(client, silentLog), heard, hub };
}

const NEVER = new AbortController().signal;

describe('what a process tells the hub', () => {
  it('is what has changed, once, with each contract once', async () => {
    const { announcements, heard } = setting();
    announcements.resume(true);
    announcements.announce(statement('a'), [contract]);
    expect(await announcements.told('a', NEVER)).toBe(true);
    announcements.announce(statement('b'), [contract]);
    await announcements.told('b', NEVER);
    announcements.announce(statement('a', 'maintenance'), [contract]);
    await announcements.told('a', NEVER);
    announcements.withdraw('a');
    await announcements.told('a', NEVER);
    expect(heard).toEqual(['a active with its contract', 'b active', 'a maintenance', 'a gone']);
  });

  it('waits until the hub is there', async () => {
    const { announcements, heard } = setting();
    announcements.announce(statement('a'), [contract]);
    expect(await announcements.told('a', AbortSignal.abort())).toBe(false);
    announcements.announce(statement('a', 'draining'), [contract]);
    announcements.announce(statement('b'), [contract]);
    announcements.withdraw('b');
    announcements.resume(true);
    await announcements.told('a', NEVER);
    expect(heard).toEqual(['a draining with its contract']);
  });

  it('is told again to a hub that has started anew', async () => {
    const { announcements, heard } = setting();
    announcements.resume(true);
    announcements.announce(statement('a'), [contract]);
    await announcements.told('a', NEVER);
    announcements.resume(false);
    announcements.resume(true);
    await announcements.told('a', NEVER);
    expect(heard).toEqual(['a active with its contract', 'a active with its contract']);
  });

  it('is told once the hub can be reached again', async () => {
    const { announcements, heard, hub } = setting();
    hub.fails = new ServiceErrors.NobodyThere({ contract: 'caruso.hub', operation: 'register' });
    announcements.resume(true);
    announcements.announce(statement('a'), [contract]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await announcements.told('a', AbortSignal.abort())).toBe(false);
    hub.fails = undefined;
    announcements.resume(false);
    expect(await announcements.told('a', NEVER)).toBe(true);
    expect(heard).toHaveLength(1);
  });

  it('is not repeated when the hub does not take it, and who waits is told why', async () => {
    const { announcements, heard, hub } = setting();
    hub.fails = new ServiceErrors.MayNotProvide({ contract: 'test.names', user: 'x' });
    announcements.resume(true);
    announcements.announce(statement('a'), [contract]);
    await expect(announcements.told('a', NEVER)).rejects.toThrow(ServiceErrors.MayNotProvide);
    hub.fails = undefined;
    announcements.resume(false);
    announcements.announce(statement('b'), [contract]);
    await announcements.told('b', NEVER);
    expect(heard).toEqual(['b active with its contract']);
  });
});
