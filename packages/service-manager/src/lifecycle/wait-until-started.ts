import type { Clock } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { ServiceRecord } from '../registry/service-record.js';
import type { Lifecycle } from './lifecycle.js';

/**
 * Waits until a component that was waiting for what it needs has started.
 *
 * @throws ServiceErrors.MissingDependency when `waitMs` has passed; ServiceErrors.StartFailed
 */
export async function waitUntilStarted(
  record: ServiceRecord,
  lifecycle: Lifecycle,
  clock: Clock,
  waitMs?: number,
): Promise<void> {
  const over = new AbortController();
  const timer = waitMs === undefined ? undefined : clock.at(clock.now() + waitMs, () => over.abort());
  try {
    for (let seen = record.moved.count; record.phase !== 'running'; seen = record.moved.count) {
      if (over.signal.aborted) {
        const missing = lifecycle.missing(record.component, record);
        throw new ServiceErrors.MissingDependency({ component: record.name, missing, waitedMs: waitMs ?? 0 });
      }
      if (record.phase === 'failed' || record.phase === 'stopped') {
        throw new ServiceErrors.StartFailed({ component: record.name, reason: record.phaseReason ?? record.phase });
      }
      await record.moved.after(seen, over.signal);
    }
  } finally {
    timer?.cancel();
  }
}
