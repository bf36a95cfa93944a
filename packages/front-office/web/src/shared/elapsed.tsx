import { formatDuration } from '../format/duration.js';
import { useNow } from './use-now.js';

/** Time since a moment (ms UTC), ticking. Hidden from live regions: a clock must not be read out each second. */
export function Elapsed({ since }: { readonly since: number }) {
  const now = useNow();
  return (
    <span role="timer" aria-live="off" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {formatDuration(Math.max(0, now - since) / 1_000)}
    </span>
  );
}
