import { ChangeSignal } from '@caruso/core';
import type { ServiceManager } from '../model/service-manager.js';
import type { ServiceChange, WatchFilter } from '../model/watch.js';

/**
 * The changes that a watch tells, as a sequence that ends with `signal`. Whoever reads slowly misses steps in between, never the
 * last state: of several changes of one component that wait, the newest is told.
 */
export async function* changesOf(
  services: ServiceManager,
  filter: WatchFilter,
  signal: AbortSignal,
): AsyncGenerator<ServiceChange> {
  const waiting = new Map<string, ServiceChange>();
  const arrived = new ChangeSignal();
  const watch = services.watch(filter, (change) => {
    const { id } = change.entry;
    const unread = waiting.get(id);
    waiting.delete(id);
    waiting.set(id, unread?.kind === 'added' && change.kind === 'changed' ? { ...change, kind: 'added' } : change);
    arrived.raise();
  });
  try {
    for (let seen = -1; !signal.aborted; await arrived.after(seen, signal)) {
      seen = arrived.count;
      for (const [id, change] of waiting) {
        waiting.delete(id);
        yield change;
      }
    }
  } finally {
    watch.close();
  }
}
