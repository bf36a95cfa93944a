import { silentLog } from '@caruso/service-manager';
import { describe, expect, it } from 'vitest';
import { type VisitServices, Visits } from './visits.js';

describe('a visit whose dialog ended with a handover', () => {
  it('is closed, and the failure logged, when the queue does not take it', async () => {
    const done: string[] = [];
    const refused = new Error('the queue is full');
    const centre = {
      contacts: async () => [{ contact: '7', state: 'self-service' }],
      handOver: async () => {
        throw refused;
      },
      closeSelfService: async ({ contact }: { readonly contact: string }) => void done.push(`closed ${contact}`),
    };
    const log = { ...silentLog, error: (_: string, thrown: unknown) => void done.push(String(thrown)) };
    await new Visits({ centre, log } as unknown as VisitServices).close('7', 'service');
    expect(done).toEqual([String(refused), 'closed 7']);
  });
});
