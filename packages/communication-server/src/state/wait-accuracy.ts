/**
 * How right the estimates of the last waits were; younger contacts count more. Contacts that were to be answered at once and
 * were are not in it, since they would make every estimate a good one.
 */
export interface WaitAccuracy {
  /** Contacts that were answered, with the sums over them: estimate less wait (ms), the same without its sign, how many near. */
  answered: number;
  errorMs: number;
  absoluteMs: number;
  near: number;
  /** Contacts that gave up; how long they would have waited is not known. */
  gaveUp: number;
  /** Those of them who had waited so much longer than estimated that the estimate was not near, whatever followed. */
  gaveUpLater: number;
}

/** How much of the sums remains when a contact is added: the last 200 or so count. */
const KEPT = 1 - 1 / 200;
/** An estimate is near when it is off by no more than this share of the wait, or by no more than ten seconds. */
const NEAR_SHARE = 0.25;
const NEAR_MS = 10_000;

export const noAccuracy = (): WaitAccuracy => ({
  ...{ answered: 0, errorMs: 0, absoluteMs: 0, near: 0, gaveUp: 0, gaveUpLater: 0 },
});

/** Whether an estimate of a wait was near. */
export function isNear(estimatedMs: number, waitedMs: number): boolean {
  return Math.abs(estimatedMs - waitedMs) <= Math.max(NEAR_MS, NEAR_SHARE * waitedMs);
}

/** Whether an estimate says anything that can be right or wrong: somebody had to wait, or was told so. */
export function isEstimate(estimatedMs: number | undefined, waitedMs: number): estimatedMs is number {
  return estimatedMs !== undefined && (estimatedMs > 0 || waitedMs > NEAR_MS);
}

/** Adds a contact that waits no more. */
export function noteAccuracy(accuracy: WaitAccuracy, estimatedMs: number, waitedMs: number, gaveUp: boolean): void {
  for (const sum of ['answered', 'errorMs', 'absoluteMs', 'near', 'gaveUp', 'gaveUpLater'] as const)
    accuracy[sum] *= KEPT;
  const error = estimatedMs - waitedMs;
  const near = isNear(estimatedMs, waitedMs);
  if (gaveUp) {
    accuracy.gaveUp += 1;
    if (error < 0 && !near) accuracy.gaveUpLater += 1;
    return;
  }
  accuracy.answered += 1;
  accuracy.errorMs += error;
  accuracy.absoluteMs += Math.abs(error);
  accuracy.near += near ? 1 : 0;
}
