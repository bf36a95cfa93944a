import { useNow } from '../shared/use-now.js';

/** Seconds left until a moment (ms UTC). */
export function Countdown({ deadline }: { readonly deadline: number }) {
  const left = Math.max(0, Math.ceil((deadline - useNow()) / 1_000));
  return (
    <span role="timer" aria-live="off" style={{ fontWeight: 700, fontVariantNumeric: 'tabular-nums', fontSize: 14 }}>
      {left} s left
    </span>
  );
}
